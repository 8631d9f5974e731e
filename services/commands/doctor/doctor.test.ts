import { once } from "node:events";
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import type { CommandIo } from "#collectors/command-io.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey, registerAgencies } from "#test/support/world.ts";
import { silentContext } from "../silent-context.ts";
import { doctor } from "../doctor.ts";
import { readConfig } from "#services/config.ts";
import { checkDisk } from "./check-disk.ts";
import { checkKey } from "./check-key.ts";
import { checkNode } from "./check-node.ts";
import { checkPorts } from "./check-ports.ts";
import { checkServer } from "./check-server.ts";
import type { Finding } from "./finding.ts";

const directory = makeTestDirectory();
let server: TestPlatform;
let keyFile: string;
beforeAll(async () => {
  server = await openTestPlatform();
  await registerAgencies(server.api, ["nl-tax"]);
  keyFile = fileOf("agency.key", await makeKey(server.api, { kind: "agency", agency: "nl-tax" }));
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

function fileOf(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

type Asked = { environment?: Record<string, string>; server?: string; keyFile?: string; io?: Partial<CommandIo> };

async function examine({
  environment = {},
  io,
  ...flags
}: Asked): Promise<{ status: number; of: Record<string, Finding> }> {
  let said = "";
  const all = { PORT: "0", GATEWAY_PORT: "0", METRICS_PORT: "0", DATA_DIR: join(directory, "data"), ...environment };
  const context = {
    ...silentContext,
    environment: all,
    io: {
      ...silentContext.io,
      now: Date.now,
      stateDirectory: directory,
      ...io,
      out: (text: string) => void (said += text),
    },
  };
  const status = await doctor(context, { output: "json", ...flags });
  const { checks } = JSON.parse(said) as { checks: Finding[] };
  return { status, of: Object.fromEntries(checks.map((check) => [check.check, check])) };
}

test("an agency's machine with a good key, against a server that is ready: nothing failed, and the key's end is told", async () => {
  const { status, of } = await examine({ server: server.api.url, keyFile });
  expect(status).toBe(0);
  expect(Object.values(of).filter(({ state }) => state === "failed")).toEqual([]);
  for (const check of ["node", "settings", "server", "versions", "clock", "key"])
    expect([check, of[check]?.state]).toEqual([check, "ok"]);
  for (const check of ["postgres", "clickhouse"]) expect(of[check]?.found).toMatch(/^embedded, .*\d/);
});

test("a clock that is wrong is told, with which way", async () => {
  const clockOf = async (offsetMs: number): Promise<Finding | undefined> => {
    const { findings } = await checkServer(server.api.url, true, { fetch, now: () => Date.now() + offsetMs });
    return findings.find(({ check }) => check === "clock");
  };
  expect(await clockOf(3_600_000)).toMatchObject({
    state: "failed",
    found: expect.stringContaining("s ahead of the server"),
  });
  expect(await clockOf(-60_000)).toMatchObject({
    state: "warning",
    found: expect.stringContaining("s behind the server"),
  });
});

test("a key that was cut or revoked, that ends soon, or that others may read is told with what to do", async () => {
  const ask = (token: string, file = keyFile) =>
    checkKey({ token, keyFile: file, base: server.api.url }, { fetch, now: Date.now });
  expect(await ask("sw_agency_abc")).toMatchObject({
    state: "failed",
    remedy: expect.stringContaining("Copy it again"),
  });

  const soon = await makeKey(server.api, { kind: "reader", valid_days: 3 });
  expect(await ask(soon)).toMatchObject({ state: "warning", found: expect.stringContaining("(2 days)") });
  await server.api.must("DELETE", `/v1/admin/keys/${soon.split("_")[2]}`);
  expect(await ask(soon)).toMatchObject({ state: "failed", found: expect.stringContaining("does not take") });

  const grafana = await makeKey(server.api, { kind: "grafana" });
  expect(await ask(grafana)).toMatchObject({ state: "ok", found: expect.stringContaining("does not say until when") });
  const open = fileOf("open.key", grafana);
  chmodSync(open, 0o644);
  expect(await ask(grafana, open)).toMatchObject({ state: "warning", remedy: `chmod 600 ${open}` });
});

test("what is not a Sparewheel server, and what is not there at all, failed when it was named and not otherwise", async () => {
  const stateOf = async (base: string, isNamed: boolean): Promise<Finding | undefined> =>
    (await checkServer(base, isNamed, { fetch, now: Date.now })).findings[0];
  expect(await stateOf("http://127.0.0.1:1", true)).toMatchObject({ check: "server", state: "failed" });
  expect(await stateOf("http://127.0.0.1:1", false)).toMatchObject({ check: "server", state: "skipped" });

  const page = createHttpServer((_, response) => response.end("<html>")).listen(0, "127.0.0.1");
  await once(page, "listening");
  const found = await stateOf(`http://127.0.0.1:${(page.address() as AddressInfo).port}`, true);
  page.close();
  expect(found).toMatchObject({ state: "failed", found: expect.stringContaining("not as a Sparewheel server") });
});

test("a port that another program has failed, and one of metrics is a warning", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const port = String((taken.address() as AddressInfo).port);
  const config = readConfig({ PORT: "0", GATEWAY_PORT: port, METRICS_PORT: port });
  const statesOf = async (isOurs: boolean): Promise<string[]> =>
    (await checkPorts(config, isOurs)).map(({ state }) => state);
  expect(await statesOf(false)).toEqual(["ok", "failed", "warning"]);
  expect(await statesOf(true)).toEqual(["ok", "ok", "ok"]);
  taken.close();
});

test("settings with which a server would not start failed, and those that look misspelt are warnings", async () => {
  const { status, of } = await examine({ environment: { PORT: "eighty", LOGLEVEL: "debug" } });
  expect(status).toBe(1);
  expect(of["settings"]).toMatchObject({ state: "failed", found: expect.stringContaining('found "eighty"') });
});

test("stores that do not answer failed, without their passwords in the words", async () => {
  const { status, of } = await examine({
    environment: {
      DATABASE_URL: "postgres://keeper:hidden@127.0.0.1:1/x",
      CLICKHOUSE_URL: "http://reader:hidden@127.0.0.1:1",
    },
  });
  expect([status, of["postgres"]?.state, of["clickhouse"]?.state]).toEqual([1, "failed", "failed"]);
  expect(JSON.stringify(of)).not.toContain("hidden");
});

test("a Postgres that runs is named with its version, and a database that it does not have is told in its words", async () => {
  const { host, port, user, database } = inject("postgres");
  vi.stubEnv("PGHOST", host);
  vi.stubEnv("PGPORT", String(port));
  vi.stubEnv("PGUSER", user);
  const askedFor = async (name: string): Promise<Finding | undefined> =>
    (await examine({ environment: { DATABASE_URL: `postgres:///${name}` } })).of["postgres"];
  try {
    expect(await askedFor(database)).toMatchObject({
      state: "ok",
      found: expect.stringMatching(new RegExp(`^PostgreSQL 18\\.\\d+.* at postgres://.*/${database}$`)),
    });
    expect(await askedFor("not_there")).toMatchObject({
      state: "failed",
      found: expect.stringContaining('database "not_there" does not exist'),
      remedy: expect.stringContaining("DATABASE_URL"),
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

test("no room, and a folder in memory, are told of the disk", async () => {
  const look = (freeBytesMin: number) => checkDisk("data", directory, { freeBytesMin, isNeeded: true });
  expect(await look(Number.MAX_SAFE_INTEGER)).toMatchObject({
    state: "failed",
    remedy: expect.stringContaining("Make room"),
  });
  if (existsSync("/dev/shm"))
    expect(await look(1)).toMatchObject({ state: "warning", found: expect.stringContaining("in memory") });
  const file = fileOf("a file", "");
  await expect(checkDisk("data", file, { freeBytesMin: 1, isNeeded: true })).resolves.toMatchObject({
    state: "failed",
  });
});

test.each([
  ["18.20.0", "failed"],
  ["20.18.3", "failed"],
  ["20.19.0", "ok"],
  ["22.4.0", "ok"],
  ["23.1.0", "warning"],
])("Node %s is %s", (version, state) => expect(checkNode(version).state).toBe(state));
