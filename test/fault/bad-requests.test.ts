import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PushContent, pushText } from "#test/support/push-body.ts";
import { problemIn, type RefusingServer, openRefusingServer } from "#test/support/refusing-server.ts";
import { aWorkload, makeKey, sendPush } from "#test/support/world.ts";

let refusing: RefusingServer;
beforeAll(async () => {
  refusing = await openRefusingServer();
});
afterAll(() => refusing.close());

const good: PushContent = { reference_date: "2026-09-30", complete: true, workloads: [aWorkload("a")] };

describe("what surrounds the body", () => {
  const path = (): string => `/v1/agencies/tax/pushes/${randomUUID()}`;
  const ndjson = { "content-type": "application/x-ndjson" };
  const body = pushText(good);
  const zipped = gzipSync(body);
  const gzip = { ...ndjson, "content-encoding": "gzip" };
  const wrongDigest = `sha-256=:${Buffer.alloc(32).toString("base64")}:`;
  test.each<
    [
      string,
      () => [path: string, token: string, headers: Record<string, string>, body: string | Buffer],
      number,
      string,
    ]
  >([
    ["no key", () => [path(), "", ndjson, body], 401, "no-key"],
    ["a key that is none", () => [path(), "sw_agency_x", ndjson, body], 401, "invalid-key"],
    [
      "a type we do not take",
      () => [path(), refusing.token, { "content-type": "text/csv" }, body],
      415,
      "unsupported-media-type",
    ],
    [
      "a coding we do not take",
      () => [path(), refusing.token, { ...ndjson, "content-encoding": "br" }, body],
      415,
      "unsupported-coding",
    ],
    ["gzip that was cut", () => [path(), refusing.token, gzip, zipped.subarray(0, -9)], 400, "malformed-gzip"],
    ["gzip that is none", () => [path(), refusing.token, gzip, body], 400, "malformed-gzip"],
    ["an empty body as gzip", () => [path(), refusing.token, gzip, ""], 400, "malformed-gzip"],
    [
      "gzip with bytes after it",
      () => [path(), refusing.token, gzip, Buffer.concat([zipped, Buffer.from("tail")])],
      400,
      "malformed-gzip",
    ],
    [
      "a digest of other bytes",
      () => [path(), refusing.token, { ...ndjson, "content-digest": wrongDigest }, body],
      400,
      "digest-mismatch",
    ],
    [
      "a digest that is none",
      () => [path(), refusing.token, { ...ndjson, "content-digest": "sha-256=abc" }, body],
      400,
      "malformed-request",
    ],
    [
      "a push id that is no UUID",
      () => ["/v1/agencies/tax/pushes/1", refusing.token, ndjson, body],
      400,
      "invalid-parameter",
    ],
    [
      "a flag that does not exist",
      () => [`${path()}?force=true`, refusing.token, ndjson, body],
      400,
      "invalid-parameter",
    ],
    [
      "a flag that is neither true nor false",
      () => [`${path()}?dry_run=1`, refusing.token, ndjson, body],
      400,
      "invalid-parameter",
    ],
  ])("%s", async (_, ask, status, code) => {
    const [to, withToken, headers, sent] = ask();
    const answer = await refusing.server.api.call("PUT", to, { token: withToken, headers, body: sent });
    expect([answer.status, problemIn(answer).code]).toEqual([status, code]);
  });

  test("a key of another kind", async () => {
    const reader = await makeKey(refusing.server.api, { kind: "reader" });
    expect(problemIn(await sendPush(refusing.server.api, "tax", good, { token: reader }))).toMatchObject({
      status: 403,
      code: "wrong-key-kind",
    });
  });

  test("a foreign agency is answered word for word like one that does not exist, for pushing and for reading", async () => {
    for (const [method, rest] of [
      ["PUT", `/pushes/${randomUUID()}`],
      ["GET", `/pushes/${randomUUID()}`],
      ["GET", "/pushes"],
      ["GET", "/receipts"],
    ] as const) {
      const ask = { token: refusing.token, ...(method === "PUT" && { body, headers: ndjson }) };
      const [foreign, unknown] = await Promise.all(
        ["customs", "nowhere"].map(async (agency) =>
          refusing.server.api.call(method, `/v1/agencies/${agency}${rest}`, ask),
        ),
      );
      expect(foreign!.status).toBe(404);
      expect(foreign!.text.replaceAll("customs", "nowhere")).toBe(unknown!.text);
    }
  });
});

describe("bodies of the administration", () => {
  const json = { "content-type": "application/json" };
  test.each<[string, string, string, number, string, string | undefined]>([
    ["registry: __proto__", "/v1/admin/registry", '{"__proto__":{"members":[]}}', 422, "invalid-body", "/__proto__"],
    [
      "registry: __proto__ in a member",
      "/v1/admin/registry",
      '{"members":[{"id":"A","jurisdictions":[],"__proto__":{}}]}',
      422,
      "invalid-body",
      "/members/0/__proto__",
    ],
    [
      "registry: __proto__ as a scenario",
      "/v1/admin/registry",
      '{"scenarios":{"__proto__":{"providers":[],"jurisdictions":[],"notice_minutes":0}}}',
      422,
      "invalid-body",
      "/scenarios/__proto__",
    ],
    ["registry: a key twice", "/v1/admin/registry", '{"members":[],"members":[]}', 422, "invalid-body", "/members"],
    ["registry: cut", "/v1/admin/registry", '{"members":[', 400, "malformed-json", undefined],
    [
      "registry: nested",
      "/v1/admin/registry",
      `{"members":${"[".repeat(20)}${"]".repeat(20)}}`,
      422,
      "invalid-body",
      "",
    ],
    [
      "keys: __proto__",
      "/v1/admin/keys",
      '{"kind":"reader","__proto__":{"kind":"admin"}}',
      422,
      "invalid-body",
      "/__proto__",
    ],
    ["keys: a kind that no key has", "/v1/admin/keys", '{"kind":"root"}', 422, "invalid-body", "/kind"],
    ["keys: nothing", "/v1/admin/keys", "", 400, "malformed-json", undefined],
  ])("%s", async (_, path, body, status, code, pointer) => {
    const answer = await refusing.server.api.call(path.endsWith("keys") ? "POST" : "PUT", path, {
      headers: json,
      body,
    });
    const problem = problemIn(answer);
    expect([answer.status, problem.code]).toEqual([status, code]);
    if (pointer !== undefined) expect(problem.errors!.map((error) => error.pointer)).toContain(pointer);
  });

  test("bytes that are not UTF-8", async () => {
    const body = Buffer.from('{"members":[{"id":"A","jurisdictions":[],"name":"x"}]}');
    body[body.indexOf("x")] = 0xff;
    const answer = await refusing.server.api.call("PUT", "/v1/admin/registry", { headers: json, body });
    expect([answer.status, problemIn(answer).code]).toEqual([400, "malformed-json"]);
  });
});
