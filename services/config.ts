import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { ClickHouseConfig } from "#db/clickhouse.ts";
import { printable } from "#schema/check-workload.ts";
import type { Limits } from "#schema/limits.ts";
import { limitSettings, settings } from "#services/settings.ts";

/** What the process is to be. It cannot be wrong: `readConfig` refuses what would fail later. */
export type Config = {
  target: "all" | "api" | "projector";
  host: string;
  /** 0 takes any free port. */
  port: number;
  metrics: { host: string; port: number };
  dataDirectory: string;
  clickhouse: ClickHouseConfig;
  postgres: { engine: "embedded"; directory: string } | { engine: "server"; url: string };
  /** A file somebody else keeps; without it one is made under the data directory. */
  pepperFile: string | undefined;
  receiptKeyFile: string | undefined;
  publicLevel: "none" | "coalition" | "member";
  /** Grafana's door to the embedded engine; undefined when it is shut or a server has doors of its own. */
  gateway: { host: string; port: number; path: string; queries: number } | undefined;
  /** What every page of the portal says of the data. */
  dataLabel: "none" | "synthetic";
  logLevel: string;
  /** Names that a Host header may have; empty: loopback names on a loopback address, any on another. */
  allowedHosts: readonly string[];
  limits: Limits;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, one line each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const Environment = z.object(settings);
type Settings = z.output<typeof Environment>;
type Name = keyof Settings;
type Refuse = (name: Name, message: string) => void;

/** Throws one `ConfigError` with all problems. */
export function readConfig(environment: Environment): Config {
  // Compose files and unit files pass an empty text for "not set".
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(given);
  const problems = unknownLimits(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => describe(issue, given[String(issue.path[0])])));
    throw new ConfigError(problems);
  }
  const env = parsed.data;
  const refuse: Refuse = (name, message) => problems.push(`${name}: ${message}`);
  const clickhouse = clickHouseOf(env, refuse);
  checkTogether(env, refuse);
  checkFiles(env, refuse);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    target: env.TARGET,
    host: env.HOST,
    port: env.PORT,
    metrics: { host: env.METRICS_HOST, port: env.METRICS_PORT },
    dataDirectory: resolve(env.DATA_DIR),
    clickhouse,
    postgres:
      env.DATABASE_URL === undefined
        ? { engine: "embedded", directory: join(resolve(env.DATA_DIR), "postgres") }
        : { engine: "server", url: env.DATABASE_URL },
    pepperFile: env.KEY_PEPPER_FILE,
    receiptKeyFile: env.RECEIPT_KEY_FILE,
    publicLevel: env.PUBLIC_LEVEL,
    gateway:
      env.GATEWAY === "on" && env.TARGET === "all" && clickhouse.engine === "embedded"
        ? { host: env.GATEWAY_HOST, port: env.GATEWAY_PORT, path: env.GATEWAY_PATH, queries: env.GATEWAY_QUERIES }
        : undefined,
    dataLabel: env.DATA_LABEL,
    logLevel: env.LOG_LEVEL,
    allowedHosts: env.ALLOWED_HOSTS,
    limits: Object.fromEntries(
      Object.entries(limitSettings).map(([name, limit]) => [limit, env[name as keyof typeof limitSettings]]),
    ) as Limits, // the record of limitSettings has every limit once, which the compiler checks there
  };
}

/** A misspelt limit would be ignored in silence, and the server run with the default. */
function unknownLimits(given: Environment): string[] {
  return Object.keys(given)
    .filter((name) => name.startsWith("LIMIT_") && !(name in settings))
    .map((name) => `${name}: expected one of ${Object.keys(limitSettings).join(", ")}, found a name that is not`);
}

function describe(issue: z.core.$ZodIssue, value: string | undefined): string {
  const name = String(issue.path[0]);
  // A URL may carry a password.
  const found = value === undefined ? "nothing" : /URL|PASSWORD/.test(name) ? "something else" : printable(value);
  const expected = issue.code === "invalid_value" ? `expected one of ${issue.values.join(", ")}` : issue.message;
  return `${name}: ${expected}, found ${found}`;
}

function clickHouseOf(env: Settings, refuse: Refuse): ClickHouseConfig {
  const database = env.CLICKHOUSE_DATABASE;
  if (env.CLICKHOUSE_URL === undefined) {
    for (const name of ["CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"] as const) {
      if (env[name] !== undefined) refuse(name, "expected CLICKHOUSE_URL beside it, found none");
    }
    return { engine: "embedded", database, path: join(resolve(env.DATA_DIR), "clickhouse") };
  }
  if (env.CLICKHOUSE_PASSWORD !== undefined && env.CLICKHOUSE_PASSWORD_FILE !== undefined) {
    refuse("CLICKHOUSE_PASSWORD_FILE", "expected either this or CLICKHOUSE_PASSWORD, found both");
  }
  const file = env.CLICKHOUSE_PASSWORD_FILE;
  const isFileGood = file === undefined || isReadable("CLICKHOUSE_PASSWORD_FILE", file, refuse);
  const password = file !== undefined && isFileGood ? readFileSync(file, "utf8").trimEnd() : env.CLICKHOUSE_PASSWORD;
  return { engine: "server", database, url: env.CLICKHOUSE_URL, username: env.CLICKHOUSE_USER, password };
}

function checkTogether(env: Settings, refuse: Refuse): void {
  if (env.TARGET !== "all") {
    for (const name of ["CLICKHOUSE_URL", "DATABASE_URL"] as const) {
      if (env[name] === undefined)
        refuse(
          name,
          `expected a URL because TARGET is ${env.TARGET} and embedded stores belong to one process, found nothing`,
        );
    }
  }
  const atMost = (name: keyof typeof limitSettings, most: keyof typeof limitSettings): void => {
    if (env[name] > env[most]) refuse(name, `expected at most ${most} ${env[most]}, found ${env[name]}`);
  };
  atMost("LIMIT_RECORD_BYTES", "LIMIT_UNCOMPRESSED_BYTES");
  atMost("LIMIT_BODY_BYTES", "LIMIT_BYTES_IN_FLIGHT");
  atMost("HEADERS_TIMEOUT_MS", "REQUEST_TIMEOUT_MS");
}

function checkFiles(env: Settings, refuse: Refuse): void {
  for (const name of ["KEY_PEPPER_FILE", "RECEIPT_KEY_FILE"] as const) {
    const file = env[name];
    if (file !== undefined) isReadable(name, file, refuse);
  }
  if (!existsSync(env.DATA_DIR)) return;
  if (!statSync(env.DATA_DIR).isDirectory()) {
    refuse("DATA_DIR", `expected a folder, found a file at ${resolve(env.DATA_DIR)}`);
  } else if (!isAllowed(env.DATA_DIR, constants.R_OK | constants.W_OK | constants.X_OK)) {
    refuse("DATA_DIR", `expected a folder that this user may read and write, found ${resolve(env.DATA_DIR)}`);
  }
}

function isReadable(name: Name, file: string, refuse: Refuse): boolean {
  const isGood = isAllowed(file, constants.R_OK) && statSync(file).isFile();
  if (!isGood) refuse(name, `expected a file that this user may read, found none at ${resolve(file)}`);
  return isGood;
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
