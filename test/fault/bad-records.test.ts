import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PushContent } from "#test/support/push-body.ts";
import { problemIn, type RefusingServer, openRefusingServer } from "#test/support/refusing-server.ts";
import { aFallback, aWorkload, sendPush } from "#test/support/world.ts";

let refusing: RefusingServer;
beforeAll(async () => {
  refusing = await openRefusingServer();
});
afterAll(() => refusing.close());

const content = (workloads: readonly object[], header?: Record<string, unknown>): PushContent => ({
  reference_date: "2026-09-30",
  complete: true,
  workloads,
  ...(header && { header }),
});
const textWith = (lines: readonly string[], records = lines.length): string =>
  `${[`{"schema_version":1,"reference_date":"2026-09-30","complete":true,"records":${records}}`, ...lines].join("\n")}\n`;
const workloadText = (change = ""): string => JSON.stringify(aWorkload("a")).replace(/\}$/, `${change}}`);

describe("a record with an error is refused with its record, pointer and code", () => {
  const longList = Array.from({ length: 201 }, (_, index) => ({ ...aFallback, id: `f${index}` }));
  const nested = `${"[".repeat(17)}${"]".repeat(17)}`;
  test.each<[string, string | object, string, string]>([
    ["an empty line", "", "malformed-json", ""],
    ["a line that was cut", '{"id":"a","name":', "malformed-json", ""],
    ["a list", "[]", "wrong-type", ""],
    ["null", "null", "wrong-type", ""],
    ["a required field is missing", { ...aWorkload("a"), name: undefined }, "missing-field", "/name"],
    ["an unknown field", { ...aWorkload("a"), owner: 1 }, "unknown-field", "/owner"],
    ["an unknown field in a list", { ...aWorkload("a"), findings: [{ a: 1 }] }, "unknown-field", "/findings/0/a"],
    ["__proto__ as a field", workloadText(',"__proto__":{"isAdmin":true}'), "unknown-field", "/__proto__"],
    ["constructor as a field", workloadText(',"constructor":1'), "unknown-field", "/constructor"],
    ["a number for a text", { ...aWorkload("a"), name: 1 }, "wrong-type", "/name"],
    ["a text for a boolean", { ...aWorkload("a"), regulated: "yes" }, "wrong-type", "/regulated"],
    ["an object for a list", { ...aWorkload("a"), components: {} }, "wrong-type", "/components"],
    ["null for a required field", { ...aWorkload("a"), criticality: null }, "wrong-type", "/criticality"],
    ["a value that no list has", { ...aWorkload("a"), stage: "live" }, "unknown-value", "/stage"],
    ["a function that does not exist", { ...aWorkload("a"), function: "11.1" }, "unknown-value", "/function"],
    ["31 February", { ...aWorkload("a"), deployed_on: "2026-02-31" }, "invalid-date", "/deployed_on"],
    ["29 February of no leap year", { ...aWorkload("a"), deployed_on: "2100-02-29" }, "invalid-date", "/deployed_on"],
    ["before 1950", { ...aWorkload("a"), initiated_on: "1949-12-31" }, "invalid-date", "/initiated_on"],
    ["after 2199", { ...aWorkload("a"), retired_on: "2200-01-01" }, "invalid-date", "/retired_on"],
    ["a time for a date", { ...aWorkload("a"), deployed_on: "2026-02-01T00:00:00Z" }, "invalid-date", "/deployed_on"],
    ["an id with a slash", aWorkload("a/b"), "invalid-id", "/id"],
    ["an id of 129 characters", aWorkload("a".repeat(129)), "invalid-id", "/id"],
    ["an empty name", { ...aWorkload("a"), name: "" }, "invalid-text", "/name"],
    ["a name of 301 characters", { ...aWorkload("a"), name: "a".repeat(301) }, "invalid-text", "/name"],
    ["a tab", { ...aWorkload("a"), name: "a\tb" }, "invalid-text", "/name"],
    ["a line end", { ...aWorkload("a"), name: "a\nb" }, "invalid-text", "/name"],
    ["a bidirectional override", { ...aWorkload("a"), name: "a\u202Eb" }, "invalid-text", "/name"],
    ["a bidirectional isolate", { ...aWorkload("a"), name: "a\u2066b" }, "invalid-text", "/name"],
    ["a noncharacter", { ...aWorkload("a"), name: "a\u{1FFFE}b" }, "invalid-text", "/name"],
    ["a lone surrogate", workloadText().replace("Workload a", String.raw`a\ud800b`), "invalid-text", "/name"],
    ["text that is not in NFC", { ...aWorkload("a"), name: "e\u0301" }, "not-nfc", "/name"],
    ["a negative number", { ...aWorkload("a"), users_affected: -1 }, "out-of-range", "/users_affected"],
    ["a fraction", { ...aWorkload("a"), users_affected: 1.5 }, "out-of-range", "/users_affected"],
    ["an integer beyond 2^53", { ...aWorkload("a"), users_affected: 2 ** 53 }, "out-of-range", "/users_affected"],
    ["a number that overflows", workloadText(',"users_affected":1e400'), "out-of-range", "/users_affected"],
    [
      "a share above 1",
      { ...aWorkload("a"), fallbacks: [{ ...aFallback, capacity_share: 1.1 }] },
      "out-of-range",
      "/fallbacks/0/capacity_share",
    ],
    [
      "a jurisdiction that is not assigned",
      { ...aWorkload("a"), fallbacks: [{ ...aFallback, jurisdiction: "UK" }] },
      "unknown-value",
      "/fallbacks/0/jurisdiction",
    ],
    [
      "a digest in upper case",
      { ...aWorkload("a"), source: { format: "csv", version: "1", digest: `sha-256:${"A".repeat(64)}` } },
      "invalid-digest",
      "/source/digest",
    ],
    ["a list of 201", { ...aWorkload("a"), fallbacks: longList }, "too-many-items", "/fallbacks"],
    [
      "an item's id twice",
      { ...aWorkload("a"), fallbacks: [aFallback, aFallback] },
      "duplicate-item-id",
      "/fallbacks/1/id",
    ],
    ["a key twice", workloadText(',"name":"b"'), "duplicate-key", "/name"],
    ["a key twice, once escaped", workloadText(String.raw`,"n\u0061me":"b"`), "duplicate-key", "/name"],
    ["nesting of 17", workloadText(`,"x":${nested}`), "nested-too-deep", ""],
  ])("%s", async (_, record, code, pointer) => {
    const line = typeof record === "string" ? record : JSON.stringify(record);
    const answer = await sendPush(
      refusing.server.api,
      "tax",
      textWith([workloadText().replace('"a"', '"first"'), line]),
      {
        token: refusing.token,
      },
    );
    const problem = problemIn(answer);
    expect([answer.status, problem.code]).toEqual([422, "invalid-records"]);
    expect(problem.errors).toContainEqual(
      expect.objectContaining({ record: 1, pointer, code, severity: "error", message: expect.any(String) as string }),
    );
    expect(problem.errors_total).toBe(problem.errors!.length);
  });

  test("bytes that are not UTF-8", async () => {
    const line = Buffer.from(workloadText());
    line[line.indexOf("Workload")] = 0xff;
    const bytes = Buffer.concat([Buffer.from(textWith([], 1)), line]);
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await refusing.server.api.call("PUT", `/v1/agencies/tax/pushes/${randomUUID()}`, {
      token: refusing.token,
      headers,
      body: bytes,
    });
    expect(problemIn(answer)).toMatchObject({ status: 422, errors: [{ record: 0, code: "invalid-utf8" }] });
  });

  test("one workload twice", async () => {
    const answer = await sendPush(
      refusing.server.api,
      "tax",
      content([aWorkload("a"), aWorkload("b"), aWorkload("a")]),
      {
        token: refusing.token,
      },
    );
    expect(problemIn(answer).errors).toEqual([
      expect.objectContaining({ record: 2, pointer: "/id", code: "duplicate-workload" }),
    ]);
  });

  test("a record over the limit is one error, and the lines after it are still read", async () => {
    const large = workloadText(`,"region":"${"x".repeat(1024 * 1024)}"`);
    const answer = await sendPush(refusing.server.api, "tax", textWith([large, '{"id":"b"}', large, "x"]), {
      token: refusing.token,
    });
    const { errors = [] } = problemIn(answer);
    expect(errors.filter(({ code }) => code === "record-too-large").map(({ record }) => record)).toEqual([0, 2]);
    expect(errors.filter(({ record }) => record === 1).map(({ pointer }) => pointer)).toEqual([
      "/name",
      "/criticality",
      "/stage",
    ]);
    expect(errors.filter(({ record }) => record === 3).map(({ code }) => code)).toEqual(["malformed-json"]);
  });

  test("of ten thousand records with every tenth broken all errors are counted and the first thousand listed", async () => {
    const records = Array.from({ length: 15_000 }, (_, index) =>
      index % 10 === 3 ? { ...aWorkload(`w${index}`), stage: "live" } : aWorkload(`w${index}`),
    );
    const problem = problemIn(
      await sendPush(refusing.server.api, "tax", content(records), { token: refusing.token, gzip: true }),
    );
    expect(problem.errors_total).toBe(1_500);
    expect(problem.errors!.map(({ record }) => record)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index * 10 + 3),
    );
  });
});
