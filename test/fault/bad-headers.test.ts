import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PushContent } from "#test/support/push-body.ts";
import { problemIn, type RefusingServer, openRefusingServer } from "#test/support/refusing-server.ts";
import { aWorkload, sendPush } from "#test/support/world.ts";

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
const workloadText = (change = ""): string => JSON.stringify(aWorkload("a")).replace(/\}$/, `${change}}`);

describe("a header with an error is refused with its pointer", () => {
  test.each<[string, Record<string, unknown> | string, string]>([
    ["the version is missing", { schema_version: undefined }, "/schema_version"],
    ["a version we do not know", { schema_version: 2 }, "/schema_version"],
    ["no date", { reference_date: undefined }, "/reference_date"],
    ["a date that does not exist", { reference_date: "2026-02-30" }, "/reference_date"],
    ["a date in the future", { reference_date: "2199-01-01" }, "/reference_date"],
    ["complete as text", { complete: "true" }, "/complete"],
    ["no count", { records: undefined }, "/records"],
    ["fewer records than announced", { records: 2 }, "/records"],
    ["more records than announced", { records: 0 }, "/records"],
    ["an unknown field", { agency: "tax" }, "/agency"],
    [
      "a source warning that is no count",
      { source_warnings: { "date-approximate": -1 } },
      "/source_warnings/date-approximate",
    ],
    [
      "__proto__",
      '{"schema_version":1,"__proto__":{"complete":true},"reference_date":"2026-09-30","records":0}',
      "/__proto__",
    ],
    [
      "a key twice",
      '{"schema_version":1,"records":0,"complete":true,"complete":false,"reference_date":"2026-09-30"}',
      "/complete",
    ],
    ["a list", "[]", ""],
    ["nothing at all", "", ""],
    ["white space", "\n\n", ""],
  ])("%s", async (_, header, pointer) => {
    const push = typeof header === "string" ? header : content([aWorkload("a")], header);
    const answer = await sendPush(refusing.server.api, "tax", push, { token: refusing.token });
    expect([answer.status, problemIn(answer).code]).toEqual([422, "invalid-header"]);
    expect(problemIn(answer).errors!.map((error) => error.pointer)).toContain(pointer);
  });

  test("a header that is no JSON is a malformed request", async () => {
    const answer = await sendPush(refusing.server.api, "tax", '{"schema_version":1,\n', { token: refusing.token });
    expect([answer.status, problemIn(answer).code]).toEqual([400, "malformed-json"]);
  });
});

describe("the JSON form", () => {
  const head = '"schema_version":1,"reference_date":"2026-09-30","complete":true,"records":1';
  const one = workloadText();
  test.each<[string, string, number, string, string | undefined]>([
    ["cut at the end", `{${head},"workloads":[${one}]`, 400, "malformed-json", undefined],
    ["cut within a workload", `{${head},"workloads":[${one.slice(0, 20)}`, 400, "malformed-json", undefined],
    ["workloads missing", `{${head}}`, 422, "invalid-header", "/workloads"],
    ["workloads no list", `{${head},"workloads":{}}`, 422, "invalid-header", "/workloads"],
    ["workloads null", `{${head},"workloads":null}`, 422, "invalid-header", "/workloads"],
    ["workloads twice", `{${head},"workloads":[${one}],"workloads":[]}`, 400, "malformed-json", undefined],
    [
      "workloads twice, once no list",
      `{${head},"workloads":[${one}],"workloads":1}`,
      422,
      "invalid-header",
      "/workloads",
    ],
    [
      "workloads twice, once escaped",
      String.raw`{${head},"workloads":[${one}],"workload\u0073":[]}`,
      422,
      "invalid-header",
      "/workloads",
    ],
    [
      "workloads only by its escaped name",
      String.raw`{${head.replace(/1$/, "0")},"workload\u0073":[${one}]}`,
      400,
      "malformed-json",
      undefined,
    ],
    ["a comma after the last workload", `{${head},"workloads":[${one},]}`, 400, "malformed-json", undefined],
    ["a comma before the first", `{${head},"workloads":[,${one}]}`, 400, "malformed-json", undefined],
    ["two commas", `{${head},"workloads":[${one},,${one}]}`, 400, "malformed-json", undefined],
    ["a comma after the last member", `{${head},"workloads":[${one}],}`, 400, "malformed-json", undefined],
    ["text after the end", `{${head},"workloads":[${one}]} {}`, 400, "malformed-json", undefined],
    ["two workloads without a comma", `{${head},"workloads":[${one} ${one}]}`, 400, "malformed-json", undefined],
    [
      "a line end inside a string",
      `{${head},"workloads":[${one.replace("Workload", "Work\nload")}]}`,
      400,
      "malformed-json",
      undefined,
    ],
    ["a bracket too many", `{${head},"workloads":[${one}]]}`, 400, "malformed-json", undefined],
    [
      "brackets that do not match",
      `{${head},"workloads":[${one.replace('"components":[]', '"components":[}')}]}`,
      400,
      "malformed-json",
      undefined,
    ],
    ["a list as a whole", `[${one}]`, 422, "invalid-header", ""],
    ["nothing", "", 422, "invalid-header", ""],
  ])("%s", async (_, text, status, code, pointer) => {
    const answer = await sendPush(refusing.server.api, "tax", text, { token: refusing.token, media: "json" });
    const problem = problemIn(answer);
    expect([answer.status, problem.code]).toEqual([status, code]);
    if (pointer !== undefined) expect(problem.errors!.map((error) => error.pointer)).toContain(pointer);
  });
});
