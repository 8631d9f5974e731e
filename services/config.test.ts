import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { defaultLimits } from "#schema/limits.ts";
import { ConfigError, readConfig } from "#services/config.ts";

const directory = mkdtempSync(join(tmpdir(), "sparewheel-config-"));
afterAll(() => rmSync(directory, { recursive: true }));

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test("without any variable everything is embedded, on loopback, with the limits of the protocol", () => {
  expect(readConfig({ HOST: "" })).toMatchObject({
    target: "all",
    host: "127.0.0.1",
    port: 8080,
    clickhouse: { engine: "embedded", database: "sparewheel" },
    postgres: { engine: "embedded" },
    publicLevel: "none",
    limits: defaultLimits,
  });
});

test("there is a gateway beside an embedded engine, unless it is turned off, and none beside a server", () => {
  expect(readConfig({}).gateway).toEqual({ host: "127.0.0.1", port: 8123, path: "/", queries: 1 });
  expect(readConfig({ GATEWAY_PORT: "9000", GATEWAY_QUERIES: "2" }).gateway).toMatchObject({ port: 9000, queries: 2 });
  expect(readConfig({ GATEWAY: "off" }).gateway).toBeUndefined();
  expect(readConfig({ CLICKHOUSE_URL: "http://clickhouse.example:8123" }).gateway).toBeUndefined();
});

test("servers, limits and a password from a file are taken over", () => {
  const file = join(directory, "password");
  writeFileSync(file, "hunter2\n");
  const config = readConfig({
    TARGET: "api",
    CLICKHOUSE_URL: "https://clickhouse.example:8443",
    CLICKHOUSE_USER: "sparewheel",
    CLICKHOUSE_PASSWORD_FILE: file,
    DATABASE_URL: "postgres://sparewheel@postgres.example/sparewheel",
    ALLOWED_HOSTS: "Figures.example, other.example",
    LIMIT_WORKLOADS: "7",
    SHRINK_GUARD_SHARE: "0.5",
  });
  expect(config.clickhouse).toMatchObject({ engine: "server", username: "sparewheel", password: "hunter2" });
  expect(config.postgres).toEqual({ engine: "server", url: "postgres://sparewheel@postgres.example/sparewheel" });
  expect(config.allowedHosts).toEqual(["figures.example", "other.example"]);
  expect(config.limits).toEqual({ ...defaultLimits, workloads: 7, shrink_guard_share: 0.5 });
});

test.each([
  [{ PORT: "eighty" }, 'PORT: expected a whole number of at least 0 and at most 65535, found "eighty"'],
  [{ TARGET: "everything" }, 'TARGET: expected one of all, api, projector, found "everything"'],
  [{ SHRINK_GUARD_SHARE: "20" }, 'SHRINK_GUARD_SHARE: expected a number from 0 to 1, found "20"'],
  [{ CLICKHOUSE_DATABASE: "a-b" }, "CLICKHOUSE_DATABASE: expected letters"],
  [{ CLICKHOUSE_USER: "x" }, "CLICKHOUSE_USER: expected CLICKHOUSE_URL beside it, found none"],
  [
    { KEY_PEPPER_FILE: "/nowhere/pepper" },
    "KEY_PEPPER_FILE: expected a file that this user may read, found none at /nowhere",
  ],
  [{ DATA_DIR: "/etc/hostname" }, "DATA_DIR: expected a folder, found a file at /etc/hostname"],
  [{ LIMIT_BODY_BYTE: "1" }, "LIMIT_BODY_BYTE: expected one of LIMIT_BODY_BYTES"],
  [
    { LIMIT_BODY_BYTES: "100000000" },
    "LIMIT_BODY_BYTES: expected at most LIMIT_BYTES_IN_FLIGHT 67108864, found 100000000",
  ],
  [{ REQUEST_TIMEOUT_MS: "1" }, "HEADERS_TIMEOUT_MS: expected at most REQUEST_TIMEOUT_MS 1, found 10000"],
])("%o is refused with name, expected and found", (environment, sentence) => {
  expect(problemsOf(environment as Record<string, string>)).toEqual([expect.stringContaining(sentence)]);
});

test("all problems come at once", () => {
  expect(problemsOf({ PORT: "x", LOG_LEVEL: "loud" })).toHaveLength(2);
  expect(problemsOf({ TARGET: "projector" }).map((problem) => problem.split(":")[0])).toEqual([
    "CLICKHOUSE_URL",
    "DATABASE_URL",
  ]);
});

test("a URL that is refused is not repeated: it may hold a password", () => {
  expect(problemsOf({ DATABASE_URL: "mysql://user:hunter2@host/db" }).join()).not.toContain("hunter2");
});
