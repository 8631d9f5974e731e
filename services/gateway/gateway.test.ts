import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createKey } from "#keys/create-key.ts";
import { decodeNative } from "#test/support/native-decoder.ts";
import { type GatewayWorld, openGatewayWorld, usualQuery } from "#test/support/gateway-world.ts";

let world: GatewayWorld;
beforeAll(async () => {
  const limits = {
    seconds: 2,
    resultRows: 5_000,
    memoryBytes: 64 * 1024 ** 2,
    rowsToRead: 50_000_000,
    sqlBytes: 4_096,
  };
  world = await openGatewayWorld({ queries: 1, path: "/clickhouse", limits: { ...limits, resultBytes: 1024 ** 2 } });
});
beforeEach(async () => void (await world.sql`TRUNCATE audit`));
afterAll(() => world.close());

const rowsOf = async (sql: string, key?: string): Promise<unknown[][]> => {
  const answer = await world.ask(sql, key === undefined ? {} : { key });
  if (answer.status !== 200) throw new Error(answer.text);
  return decodeNative(answer.bytes).rows;
};
const endless = "SELECT max(a.number * b.number) FROM numbers(40000) AS a, numbers(40000) AS b, numbers(1000) AS c";

test("a key decides which rows a view has, however the view is named", async () => {
  for (const view of ["v_figure", "indicators.v_figure", "`indicators`.v_figure"]) {
    const groups = `SELECT DISTINCT group_id FROM ${view} ORDER BY group_id`;
    expect(await rowsOf(groups, world.keys.nl)).toEqual([[""], ["01"], ["nl"]]);
    expect(await rowsOf(groups, world.keys.be)).toEqual([[""], ["01"], ["be"]]);
    expect(await rowsOf(groups, world.keys.all)).toEqual([[""], ["01"], ["be"], ["nl"]]);
  }
});

test("a view is found by its name wherever a statement may have a table", async () => {
  for (const sql of [
    "SELECT indicators.v_figure.n FROM indicators.v_figure WHERE indicators.v_figure.n IN (SELECT n FROM indicators.v_series) LIMIT 1",
    "WITH a AS (SELECT max(n) AS n FROM indicators.v_figure) SELECT a.n, f.n FROM a, v_figure AS f LIMIT 1",
    "SELECT count() FROM v_figure AS f ANY LEFT JOIN indicators.v_member AS m ON m.member = f.group_id",
    "SELECT member IN indicators.v_members FROM (SELECT 'x' AS member, ['x'] AS v_members) AS indicators".replace(
      "indicators.v_members",
      "v_members",
    ),
    "SELECT toUInt8(1) AS n UNION ALL SELECT toUInt8(n) FROM indicators.v_figure WHERE n = 1 LIMIT 1",
  ])
    expect(await rowsOf(sql)).not.toEqual([]);
});

test("what the plugin's editor asks is answered with the key's own views under the name that all have", async () => {
  expect(await rowsOf("SHOW DATABASES")).toEqual([["indicators"]]);
  const views = [["v_agency"], ["v_figure"], ["v_member"], ["v_series"]];
  expect(await rowsOf("SHOW TABLES")).toEqual(views);
  expect(await rowsOf('SHOW TABLES FROM "indicators"')).toEqual(views);
  expect(await rowsOf("SHOW TABLES FROM indicators NOT LIKE '%e%' LIMIT 5")).toEqual([]);
  expect(await rowsOf("SELECT name FROM system.tables WHERE database = 'indicators' ORDER BY name")).toEqual(views);
  expect(await rowsOf("SELECT name FROM system.databases")).toEqual([["indicators"]]);
  expect(await rowsOf("SELECT name, type FROM system.columns WHERE table = 'v_agency'")).toEqual([
    ["agency", "String"],
    ["member", "String"],
  ]);
  expect((await rowsOf('DESC TABLE "indicators"."v_agency"')).map(([name, type]) => [name, type])).toEqual([
    ["agency", "String"],
    ["member", "String"],
  ]);
  const functions = (await rowsOf("SELECT name FROM system.functions")).flat();
  expect(functions).toContain("toStartOfMonth");
  expect(functions).not.toContain("file");
  for (const [name, isThere] of [
    ["indicators.v_figure", 1],
    ["v_figure", 1],
    ["indicators.v_debt", 0],
    ["sparewheel.results", 0],
  ] as const)
    expect(await rowsOf(`EXISTS TABLE ${name}`)).toEqual([[isThere]]);
});

test("a statement that runs too long is ended, by the key's patience or the gateway's", async () => {
  for (const [seconds, most] of [
    [1, 1_700],
    [60, 3_000],
  ] as const) {
    const started = performance.now();
    const { status, text } = await world.ask(endless, { query: `?max_execution_time=${seconds}` });
    expect(status).toBe(408);
    expect(text).toMatch(/^Code: 159\. DB::Exception: Timeout exceeded[^]*\(TIMEOUT_EXCEEDED\)\n$/);
    expect(performance.now() - started).toBeLessThan(most);
  }
});

test.each([
  ["rows of the answer", "SELECT number FROM numbers(6000)", 396],
  ["bytes of the answer", "SELECT leftPad('', 300, 'x') FROM numbers(5000)", 396],
  ["memory", "SELECT length(groupArray(number)) FROM numbers(40000000)", 241],
  ["rows to read", "SELECT count() FROM numbers(60000000)", 158],
])("too many %s is a clear error", async (_what, sql, code) => {
  const { status, text, headers } = await world.ask(sql);
  expect([status, headers.get("x-clickhouse-exception-code")]).toEqual([500, String(code)]);
  expect(text).toMatch(/exceeded/);
});

test("a statement that is too long, or whose address asks for more than is taken, is not looked at", async () => {
  const ask = async (query: string, sql = "SELECT 1") => (await world.ask(sql, { query })).status;
  expect(await ask(usualQuery, `SELECT '${"x".repeat(5_000)}'`)).toBe(413);
  expect(await ask("?readonly=0")).toBe(403);
  expect(await ask("?session_id=a")).toBe(403);
  expect(await ask("?query=SELECT%201")).toBe(403);
  expect(await ask("?param_a=1")).toBe(403);
  expect(await ask("?max_execution_time=1;SET")).toBe(403);
  expect(await ask("?default_format=CSV")).toBe(404);
  expect(await ask("?database=sparewheel")).toBe(404);
  expect(await ask("?database=indicators")).toBe(200);
  expect((await world.ask("SELECT 1", { headers: { "content-encoding": "gzip" } })).status).toBe(501);
});

test("the request's limit of rows holds, and does not touch what the gate looks at", async () => {
  const { bytes } = await world.ask("SELECT number FROM numbers(100)", { query: "?limit=3" });
  expect(decodeNative(bytes).rows).toEqual([[0n], [1n], [2n]]);
});

test("only a key of kind grafana opens, under the user grafana", async () => {
  const { sql, pepper } = world;
  const key = { kind: "admin", validMs: 60_000, createdBy: "server" } as const;
  const { token } = await createKey({ sql, pepper, now: Date.now }, key);
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
  for (const headers of [
    basic(`grafana:${token}`),
    basic(`default:${world.keys.all}`),
    basic("grafana:"),
    basic("grafana"),
    { authorization: `Bearer ${world.keys.all}` },
    { authorization: "", "x-clickhouse-user": "grafana", "x-clickhouse-key": "x" },
  ]) {
    const { status, text } = await world.ask("SELECT displayName(), version(), revision(), timezone()", { headers });
    expect(status).toBe(403);
    expect(text).toMatch(/^Code: 516\. DB::Exception: grafana: Authentication failed/);
  }
  const own = { authorization: "", "x-clickhouse-user": "grafana", "x-clickhouse-key": world.keys.nl };
  expect((await world.ask("SELECT 1", { headers: own })).status).toBe(200);
});

test("it answers pings to everybody, and statements on its own path too", async () => {
  for (const path of ["/ping", "/"]) expect(await (await fetch(world.url + path)).text()).toBe("Ok.\n");
  const headers = { "x-clickhouse-user": "grafana", "x-clickhouse-key": world.keys.nl };
  const post = async (path: string) =>
    (await fetch(world.url + path, { method: "POST", headers, body: "SELECT 1" })).status;
  expect(await post("/clickhouse")).toBe(200);
  expect(await post("/elsewhere")).toBe(404);
  expect((await fetch(`${world.url}/clickhouse`, { method: "PUT", headers, body: "SELECT 1" })).status).toBe(501);
});

test("a member whose views are not there yet is told so, without the names of others", async () => {
  const key = { kind: "grafana", member: "xx", validMs: 60_000, createdBy: "server" } as const;
  const { token } = await createKey({ sql: world.sql, pepper: world.pepper, now: Date.now }, key);
  const { status, text } = await world.ask("SELECT * FROM v_figure", { key: token });
  expect(status).toBe(404);
  expect(text).toMatch(/UNKNOWN_DATABASE/);
  expect(text).not.toMatch(/sparewheel/);
});

test("errors speak of the database as its readers do, and hint at nobody else's tables", async () => {
  for (const sql of [
    "SELECT nothing FROM v_figure",
    "SELECT * FROM v_figures",
    "SELECT toDate(v_figure.code) FROM indicators.v_figure",
    "SELECT n + 'a' FROM v_figure",
  ]) {
    const { status, text } = await world.ask(sql);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/sparewheel|results|formatQuery|base64/);
  }
});

const grafana = "grafana/9.2.0 clickhouse-go/2.47.0 (grafana_user:ada; grafana_dashboard:sw-a; grafana_panel:3; lv:go)";

test("a refused statement leaves a row with who, where in Grafana, and a digest, but not its text", async () => {
  const text = "SELECT file('/etc/passwd')";
  await world.ask(text, { headers: { "user-agent": grafana } });
  const rows = await world.sql`SELECT actor, action, subject, detail FROM audit`;
  expect(rows).toMatchObject([
    {
      actor: world.keys.nl.split("_")[2],
      action: "statement-refused",
      subject: `sha-256:${createHash("sha256").update(text).digest("hex")}`,
      detail: {
        user: "ada",
        dashboard: "sw-a",
        panel: "3",
        member: "nl",
        code: 497,
        error: "ACCESS_DENIED",
        bytes: 26,
      },
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain("passwd");
});

test("refused statements fill no disk: a minute has 60 rows", async () => {
  for (let count = 0; count < 70; count += 1) await world.ask("SELEC");
  const [row] = await world.sql`SELECT count(*)::int AS rows FROM audit WHERE action = 'statement-refused'`;
  expect(row).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows <= 60 && rows > 0) as number });
});

test("answered statements become one row for each key, user and board when they are told", async () => {
  for (let count = 0; count < 3; count += 1) await world.ask("SELECT 1", { headers: { "user-agent": grafana } });
  await world.gateway.close(); // what it does at the end of an hour too
  const rows = await world.sql`SELECT subject, detail FROM audit WHERE action = 'statements-answered'`;
  expect(rows.filter(({ subject }) => subject === "sw-a")).toMatchObject([{ detail: { user: "ada", statements: 3 } }]);
});

test("a statement whose reader has gone is killed, so that the next has its turn", async () => {
  const gone = new AbortController();
  const asked = world.ask(endless, { signal: gone.signal, query: "?max_execution_time=2" }).catch(() => "gone");
  await delay(300);
  const started = performance.now();
  gone.abort();
  expect(await asked).toBe("gone");
  expect(await rowsOf("SELECT 1")).toEqual([[1]]);
  expect(performance.now() - started).toBeLessThan(1_000);
});
