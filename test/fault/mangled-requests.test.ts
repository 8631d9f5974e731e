import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problems } from "#schema/problems.ts";
import { type Api, apiOf } from "#test/support/api.ts";
import { pushRequest } from "#test/support/push-body.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aFallback, aWorkload, makeKey, registerAgencies, registryOf } from "#test/support/world.ts";

const requests = process.env.NIGHTLY === "1" ? 10_000 : 2_000;

let server: TestPlatform;
/** Without a port, so that requests are as fast as the server. */
let api: Api;
let tokens: string[];

beforeAll(async () => {
  server = await openTestPlatform({ LIMIT_PUTS_PER_MINUTE: "1000000", SHRINK_GUARD_SHARE: "1" });
  await registerAgencies(server.api, ["tax"]);
  const admin = await makeKey(server.api, { kind: "admin" });
  const others = ["agency", "officer", "reader", "grafana"].map(async (kind) =>
    makeKey(server.api, { kind, ...(/agency|officer/.test(kind) && { agency: "tax" }) }),
  );
  tokens = [admin, ...(await Promise.all(others))];
  api = apiOf("http://127.0.0.1", admin, (url, init) => server.platform.app.request(url, init));
});
afterAll(() => server.close());

type Sent = { method: string; path: string; headers: Record<string, string>; body: Buffer | undefined };

const json = { "content-type": "application/json" };
const push = {
  reference_date: "2026-09-30",
  complete: true,
  workloads: [aWorkload("a", { fallbacks: [aFallback] }), aWorkload("b")],
};
const pushPath = "/v1/agencies/tax/pushes/";

/** Good requests of every kind, to be mangled. */
const good: (() => Sent)[] = [
  ...(["ndjson", "json"] as const).flatMap((media) =>
    [false, true].map((gzip) => () => {
      const query = Math.random() < 0.3 ? "?dry_run=true" : "";
      return { method: "PUT", path: pushPath + randomUUID() + query, ...pushRequest(push, { media, gzip }) };
    }),
  ),
  () => ({
    method: "PUT",
    path: "/v1/admin/registry?dry_run=true",
    headers: json,
    body: Buffer.from(JSON.stringify(registryOf(["tax"]))),
  }),
  () => ({
    method: "POST",
    path: "/v1/admin/keys",
    headers: json,
    body: Buffer.from('{"kind":"reader","member":"NL","valid_days":3}'),
  }),
  ...[
    "/v1/figures?date=2026-09-30&group=agency:tax&group=function:01&code=EVAL_GAP&known_at=2026-09-30T00:00:00Z",
    `${pushPath}${randomUUID()}`,
    "/v1/agencies/tax/pushes?limit=3",
    "/v1/agencies/tax/receipts?after=1&limit=5",
    "/v1/admin/keys?limit=10",
    "/v1/admin/registry",
    "/docs/problems/too-large",
    "/v1/limits",
    "/readyz",
  ].map((path) => (): Sent => ({ method: "GET", path, headers: {}, body: undefined })),
];

const hostileTexts = [
  '{"__proto__":{"polluted":1}}',
  '"__proto__"',
  '"constructor":{"prototype":{"polluted":1}}',
  "1e400",
  "-1e-400",
  "[[[[[[[[[[[[[[[[[[",
  "\u0000",
  "\\u0000",
  "\\ud800",
  "\n",
  "null",
  '""',
  "[]",
  "{}",
  "9007199254740993",
  "\uFEFF",
  "\u202E",
  "'; DROP TABLE push; --",
  "{x:String}",
  "$(id)",
  "%00",
  "../../etc/passwd",
  "é".normalize("NFD"),
  "x".repeat(5_000),
  "NaN",
  "2026-02-31",
  "👩‍👩‍👧",
];
const hostile = fc.constantFrom(...hostileTexts);
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** One way to spoil a text or bytes, at a place from its beginning (0) to its end (1). */
const mangling = fc.oneof(
  fc.record({ how: fc.constant("flip" as const), at: place, bit: fc.nat({ max: 7 }) }),
  fc.record({ how: fc.constant("cut" as const), at: place }),
  fc.record({ how: fc.constant("drop" as const), at: place, bytes: fc.nat({ max: 40 }) }),
  fc.record({ how: fc.constant("insert" as const), at: place, text: hostile }),
  fc.record({ how: fc.constant("token" as const), at: place, text: hostile }),
  fc.record({ how: fc.constant("double" as const), at: place }),
);
type Mangling = typeof mangling extends fc.Arbitrary<infer T> ? T : never;

function mangled(bytes: Buffer, change: Mangling): Buffer {
  const at = Math.floor(change.at * bytes.length);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.how) {
    case "flip":
      return Buffer.concat([head, Buffer.from([(tail[0] ?? 0) ^ (1 << change.bit)]), tail.subarray(1)]);
    case "cut":
      return head;
    case "drop":
      return Buffer.concat([head, tail.subarray(change.bytes)]);
    case "insert":
      return Buffer.concat([head, Buffer.from(change.text), tail]);
    case "double":
      return Buffer.concat([head, tail, tail]);
    case "token": {
      // A whole key or value gives way, so that what comes out is often JSON again.
      const text = bytes.toString("latin1");
      const tokens = [...text.matchAll(/"[^"]*"|\d+|true|false|null/g)];
      const token = tokens[Math.floor(change.at * tokens.length)];
      if (!token) return Buffer.concat([head, Buffer.from(change.text), tail]);
      const end = token.index + token[0].length;
      return Buffer.concat([bytes.subarray(0, token.index), Buffer.from(change.text), bytes.subarray(end)]);
    }
  }
}

const oddHeader = fc.constantFrom<[string, string]>(
  ["content-type", "application/json; charset=utf-16"],
  ["content-type", "text/plain"],
  ["content-type", ";"],
  ["content-type", "application/JSON"],
  ["content-encoding", "gzip, gzip"],
  ["content-encoding", "GZIP"],
  ["content-encoding", "deflate"],
  ["content-encoding", "identity"],
  ["content-digest", "sha-256=:AAAA:"],
  ["content-digest", "sha-256=::, md5=:x:"],
  ["content-digest", "=,=,:"],
  ["content-length", "1"],
  ["content-length", "99999999999"],
  ["content-length", "-1"],
  ["authorization", "Bearer"],
  ["authorization", "Basic YTpi"],
  ["authorization", `Bearer ${"x".repeat(3_000)}`],
  ["authorization", "Bearer sw_admin_AAAAAAAA_"],
  ["origin", "null"],
  ["origin", "http://evil.example"],
  ["host", "evil.example"],
  ["accept", "*/*;q=x"],
  ["range", "bytes=-1"],
  ["transfer-encoding", "chunked"],
  ["x-request-id", "\u00FF"],
);

const spoiled = fc.record({
  which: fc.nat({ max: good.length - 1 }),
  token: fc.nat({ max: 4 }),
  body: fc.array(mangling, { minLength: 0, maxLength: 3 }),
  path: fc.option(mangling, { freq: 3 }),
  headers: fc.array(oddHeader, { maxLength: 2 }),
  method: fc.option(fc.constantFrom("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "HEAD"), { freq: 8 }),
});

test("whatever is sent, no answer is the server's fault, refusals are problems of the list, and nothing leaks into prototypes", async () => {
  const prototype = Object.getOwnPropertyNames(Object.prototype).toSorted();
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ which, token, body, path, headers, method }) => {
      const request = good[which]!();
      // Only what an address may hold at all: a client cannot send the rest.
      const address = path
        ? encodeURI(mangled(Buffer.from(request.path.slice(1)), path).toString())
        : request.path.slice(1);
      const bytes = request.body && body.reduce(mangled, request.body);
      const verb = method ?? request.method;
      const answer = await api.call(verb, `/${address}`, {
        token: tokens[which < 4 ? token % 2 : which < 6 ? 0 : token]!,
        headers: { ...request.headers, ...Object.fromEntries(headers) },
        ...(bytes && verb !== "GET" && verb !== "HEAD" && { body: bytes }),
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) expect.fail(`${verb} /${address}: ${answer.text}`);
      // Without its beginning an address of the API may be that of a page, whose readers are refused by a page.
      const isPage = !address.startsWith("v1/") && answer.headers.get("content-type")?.startsWith("text/html") === true;
      if (answer.status >= 400 && verb !== "HEAD" && !isPage) {
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        const { code, status } = answer.json<{ code: string; status: number }>();
        expect([Object.keys(problems).includes(code), status]).toEqual([true, answer.status]);
      }
      expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(prototype);
      expect("polluted" in {}).toBe(false);
    }),
    { numRuns: requests },
  );
  // Mangling that is always noticed at the door, or never, would try little of what is behind it.
  for (const status of [200, 201, 400, 401, 403, 404, 415, 422])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
});
