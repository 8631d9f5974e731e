import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPostgres } from "#test/support/stores.ts";
import { openAuthentication } from "./authentication.ts";
import { createKey } from "./create-key.ts";
import { adminKeyFile, makeFirstAdminKey } from "./first-admin-key.ts";
import { keyRoutes } from "./key-routes.ts";
import { ownKeyRoute } from "./own-key-route.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-11-21T09:00:00Z");
let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let deps: Parameters<typeof keyRoutes>[0];
let admin: { token: string; public_id: string };

beforeAll(async () => {
  postgres = await openTestPostgres();
  const store = { sql: postgres.sql, pepper: Buffer.alloc(32, 7), now: () => now };
  deps = { ...store, authenticate: openAuthentication(store).authenticate };
  admin = await createKey(deps, { kind: "admin", validMs: dayMs, createdBy: "command-line" });
});
afterAll(async () => await postgres.close());

type Answer = {
  status: number;
  body: Record<string, unknown> & { items: Record<string, unknown>[]; next: string | null };
};

async function request(
  method: string,
  path: string,
  { body, token = admin.token }: { body?: unknown; token?: string } = {},
): Promise<Answer> {
  const headers = new Headers(token === "" ? {} : { authorization: `Bearer ${token}` });
  if (body !== undefined) headers.set("content-type", "application/json");
  const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
  const response = await keyRoutes(deps).request(path, init);
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}
const create = (body: unknown, token?: string) => request("POST", "/v1/admin/keys", { body, token });

test("POST answers 201 with the token, which works, and keeps nothing of it", async () => {
  const { status, body } = await create({ kind: "agency", agency: "nl-tax", valid_days: 2 });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: "agency",
    agency: "nl-tax",
    created_by: admin.public_id,
    expires_at: "2026-11-23T09:00:00.000Z",
  });
  expect(body.warnings).toEqual(["The registry has no agency nl-tax yet; until it has, the key sees nothing."]);
  await expect(deps.authenticate(`Bearer ${String(body.token)}`, undefined)).resolves.toMatchObject({
    agency: "nl-tax",
  });
  const [{ dump }] = await postgres.sql<[{ dump: string }]>`
    SELECT (SELECT string_agg(t::text, '') FROM api_key t) || (SELECT string_agg(t::text, '') FROM audit t) AS dump`;
  expect(dump).toContain(String(body.public_id));
  expect(dump).not.toContain(String(body.token).split("_")[3]);
});

test("a key is good for 90 days unless told, and never for more than 365", async () => {
  expect((await create({ kind: "reader" })).body.expires_at).toBe("2027-02-19T09:00:00.000Z");
  expect(await create({ kind: "reader", valid_days: 366 })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/valid_days" }] },
  });
});

test.each([
  [{ kind: "agency" }, "/agency"],
  [{ kind: "admin", agency: "nl-tax" }, "/agency"],
  [{ kind: "officer", agency: "nl-tax", member: "nl" }, "/member"],
  [{ kind: "king" }, "/kind"],
  [{ kind: "reader", membre: "nl" }, "/membre"],
])("POST %o is 422 at %s", async (body, pointer) => {
  expect(await create(body)).toMatchObject({ status: 422, body: { code: "invalid-body", errors: [{ pointer }] } });
});

test.each([
  ["POST", "/v1/admin/keys"],
  ["GET", "/v1/admin/keys"],
  ["DELETE", "/v1/admin/keys/AAAAAAAA"],
])(
  "%s %s needs an admin key: 401 without or with a bad one, 403 with another kind, before anything else is looked at",
  async (method, path) => {
    const { token: reader } = await createKey(deps, { kind: "reader", validMs: dayMs, createdBy: "server" });
    const body = method === "POST" ? { nonsense: true } : undefined;
    expect(await request(method, path, { body, token: "" })).toMatchObject({ status: 401, body: { code: "no-key" } });
    expect(await request(method, path, { body, token: "sw_admin" })).toMatchObject({
      status: 401,
      body: { code: "invalid-key" },
    });
    expect(await request(method, path, { body, token: reader })).toMatchObject({
      status: 403,
      body: { code: "wrong-key-kind" },
    });
  },
);

test("GET pages through all keys once, without secrets", async () => {
  const all = (await request("GET", "/v1/admin/keys?limit=1000")).body;
  const paged: unknown[] = [];
  let path = "/v1/admin/keys?limit=2";
  for (;;) {
    const { items, next } = (await request("GET", path)).body;
    paged.push(...items);
    if (next === null) break;
    path = `/v1/admin/keys?limit=2&next=${next}`;
  }
  expect(paged.length).toBeGreaterThan(3);
  expect(paged).toEqual(all.items);
  expect(Object.keys(all.items[0]!)).not.toContain("mac");
});

test("GET refuses a wrong limit and a wrong cursor with 400", async () => {
  expect(await request("GET", "/v1/admin/keys?limit=0")).toMatchObject({
    status: 400,
    body: { code: "invalid-parameter", errors: [{ parameter: "limit" }] },
  });
  expect(await request("GET", "/v1/admin/keys?next=x")).toMatchObject({
    status: 400,
    body: { code: "invalid-cursor" },
  });
});

test("DELETE ends a key with one audit row, says the same again, and knows no others", async () => {
  const key = (await create({ kind: "reader" })).body;
  const path = `/v1/admin/keys/${String(key.public_id)}`;
  const first = await request("DELETE", path);
  expect(first).toMatchObject({ status: 200, body: { public_id: key.public_id, revoked_by: admin.public_id } });
  expect(await request("DELETE", path)).toEqual(first);
  await expect(deps.authenticate(`Bearer ${String(key.token)}`, undefined)).rejects.toThrow();
  const rows =
    await postgres.sql`SELECT 1 FROM audit WHERE action = 'key-revoked' AND subject = ${String(key.public_id)}`;
  expect(rows).toHaveLength(1);
  for (const id of ["AAAAAAAA", "no-id"])
    expect(await request("DELETE", `/v1/admin/keys/${id}`)).toMatchObject({ status: 404 });
});

test("the first admin key is made once, in a file of mode 600 or before a person, and not in the log", async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const dataDirectory = mkdtempSync(join(tmpdir(), "sparewheel-keys-"));
  await postgres.sql`DELETE FROM api_key WHERE created_by <> 'command-line'`;
  await makeFirstAdminKey({ ...deps, log }, { dataDirectory, show: undefined });
  const file = adminKeyFile(dataDirectory);
  const token = readFileSync(file, "utf8").trim();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(deps.authenticate(`Bearer ${token}`, undefined)).resolves.toMatchObject({ kind: "admin" });
  expect(lines.join("")).not.toContain(token);
  const shown: string[] = [];
  await makeFirstAdminKey({ ...deps, log }, { dataDirectory, show: (text) => void shown.push(text) });
  expect(shown).toEqual([]);
  rmSync(dataDirectory, { recursive: true });
});

test("a key may ask about itself, and is told nothing of its secret; one of Grafana may not", async () => {
  const { body } = await create({ kind: "agency", agency: "nl-tax", valid_days: 2 });
  const { token, warnings: _, ...entry } = body;
  const ask = (authorization: string): Promise<Response> =>
    Promise.resolve(ownKeyRoute(deps).request("/v1/key", { headers: { authorization } }));
  const answer = await ask(`Bearer ${String(token)}`);
  expect([answer.status, await answer.json()]).toEqual([200, entry]);
  expect((await ask("Bearer sw_agency_no")).status).toBe(401);
  const grafana = await create({ kind: "grafana" });
  expect((await ask(`Bearer ${String(grafana.body.token)}`)).status).toBe(403);
});
