import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { type Gateway, type GatewayOptions, startGateway } from "#gateway/start-gateway.ts";
import type { StatementDeps } from "#gateway/answer-statement.ts";
import { listen } from "#http/listen.ts";
import { openAuthentication } from "#keys/authentication.ts";
import { createKey } from "#keys/create-key.ts";
import { openTestStores, type TestStores } from "./stores.ts";

/** Stands in whatever no reader may see: the facts, another member's views, files. */
export const secret = "HIDDEN-7f3a";

export type GatewayWorld = TestStores & {
  gateway: Gateway;
  url: string;
  /** Keys of kind `grafana`: for everything, and for the members nl and be. */
  keys: { all: string; nl: string; be: string };
  pepper: Buffer;
  ask(sql: string, asking?: AskOptions): Promise<GatewayAnswer>;
};

export type AskOptions = {
  key?: string;
  query?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type GatewayAnswer = { status: number; headers: Headers; bytes: Buffer; text: string };

/** The address that Grafana's plugin uses. */
export const usualQuery = "?client_protocol_version=54460&default_format=Native&max_execution_time=20";

/** Both stores, a gateway on a port of its own, and views as the platform makes them, but few and small. */
export async function openGatewayWorld(options: Partial<GatewayOptions> = {}): Promise<GatewayWorld> {
  const stores = await openTestStores();
  const { sql, clickhouse } = stores;
  const pepper = Buffer.alloc(32, 1);
  const authentication = openAuthentication({ sql, pepper, now: Date.now });
  const makeKey = async (member: string | null): Promise<string> => {
    const key = { kind: "grafana", member, validMs: 3_600_000, createdBy: "server" } as const;
    return (await createKey({ sql, pepper, now: Date.now }, key)).token;
  };
  await makeViews(stores);
  const opened = { ...clickhouse, openReader: clickhouse.openReader as StatementDeps["openReader"] };
  const { authenticate } = authentication;
  const log = pino({ level: "fatal" });
  const gateway = await startGateway(
    { clickhouse: opened, sql, authenticate, log, now: Date.now },
    { queries: 2, path: "/", ...options },
  );
  const timeouts = { headersTimeoutMs: 5_000, requestTimeoutMs: 30_000 };
  const listening = await listen(gateway, { host: "127.0.0.1", port: 0, ...timeouts });
  const keys = { all: await makeKey(null), nl: await makeKey("nl"), be: await makeKey("be") };
  return {
    ...stores,
    gateway,
    pepper,
    url: listening.url,
    keys,
    ask: (text, asking = {}) => askGateway(listening.url, text, { key: keys.nl, ...asking }),
    async close() {
      await listening.close(1_000);
      await gateway.close();
      await authentication.close();
      await stores.close();
    },
  };
}

export async function askGateway(
  url: string,
  text: string,
  { key, query = usualQuery, headers = {}, signal }: AskOptions,
): Promise<GatewayAnswer> {
  const authorization = `Basic ${Buffer.from(`grafana:${key}`).toString("base64")}`;
  const init = { method: "POST", body: text, headers: { authorization, ...headers }, signal: signal ?? null };
  const response = await fetch(`${url}/${query}`, init);
  const bytes = Buffer.from(await response.arrayBuffer()); // fetch has unpacked it
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

export const unpacked = (bytes: Buffer, encoding: string | undefined): Buffer =>
  encoding === "gzip" ? gunzipSync(bytes) : bytes;

/** Facts with secrets, and for three scopes views over results; nl's show nothing of be. */
async function makeViews({ clickhouse }: TestStores): Promise<void> {
  const run = (statement: string): Promise<void> => clickhouse.write.command(statement);
  await run("CREATE TABLE @db.inventory (agency String, workload String) ENGINE = MergeTree ORDER BY agency");
  await clickhouse.write.insert("@db.inventory", [{ agency: "nl-tax", workload: secret }]);
  await run(`CREATE TABLE @db.results (date Date, group_kind LowCardinality(String), group_id String, member String, code LowCardinality(String),
    value Nullable(Float64), n UInt64) ENGINE = MergeTree ORDER BY (code, group_kind, group_id, date)`);
  await run(`INSERT INTO @db.results SELECT toDate('2026-11-27') - number % 730 AS date,
      ['coalition', 'member', 'member', 'function'][intDiv(number, 730) % 4 + 1] AS group_kind, ['', 'nl', 'be', '01'][intDiv(number, 730) % 4 + 1] AS group_id,
      ['', 'nl', 'be', ''][intDiv(number, 730) % 4 + 1] AS member, ['EVAL_GAP', 'COVERAGE'][intDiv(number, 2920) % 2 + 1] AS code,
      if(number % 100 = 99, NULL, number % 7 / 7) AS value, number % 40 AS n FROM numbers(5840)`);
  for (const scope of ["", "nl", "be"]) {
    const name = `${clickhouse.database}_readers${scope === "" ? "" : `_${scope}`}`;
    const only = scope === "" ? "" : `WHERE member IN ('', '${scope}')`;
    const view = (table: string, select: string): Promise<void> =>
      run(`CREATE VIEW ${name}.${table} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS ${select}`);
    await run(`CREATE DATABASE ${name}`);
    await view("v_figure", `SELECT *, date = '2026-11-27' AS is_latest FROM @db.results ${only}`);
    await view("v_series", `SELECT date, group_kind, group_id, code, value, n FROM @db.results ${only}`);
    await view("v_member", "SELECT arrayJoin(['nl', 'be']) AS member, upper(member) AS name, ['NL'] AS jurisdictions");
    // What only this scope's readers may see.
    await view(
      "v_agency",
      `SELECT '${scope === "nl" ? "nl-tax" : `${secret}-${scope}`}' AS agency, '${scope}' AS member`,
    );
  }
}
