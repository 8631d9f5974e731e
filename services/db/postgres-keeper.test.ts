import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import type { EmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres } from "#db/postgres.ts";
import { copyFolder } from "#test/support/made-once.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

const log = pino({ level: "silent" });
let directory: string;
const running: EmbeddedPostgres[] = [];
/** Data that was made once: to make it takes longer than most of what is tried here. */
const made = makeTestDirectory();

async function start(options: { fsync?: boolean } = { fsync: false }): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ directory, log, ...options });
  running.push(postgres);
  return postgres;
}

async function ask<Row>(postgres: { connection: EmbeddedPostgres["connection"] }, statement: string): Promise<Row[]> {
  const sql = openPostgres({ embedded: postgres.connection }, { maxConnections: 1 });
  try {
    return [...(await sql.unsafe<Row[]>(statement))];
  } finally {
    await sql.end();
  }
}

/** Not gone, and not a zombie that its parent has yet to collect. */
const lives = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout);

beforeAll(async () => {
  await (await startEmbeddedPostgres({ directory: made, log, fsync: false })).stop();
});
beforeEach(async () => {
  directory = makeTestDirectory();
  await copyFolder(join(made, "data"), join(directory, "data"));
});
afterAll(() => rmSync(made, { recursive: true, force: true }));
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("what was committed is there after a stop and a start", async () => {
  const first = await start();
  await ask(first, "CREATE TABLE kept AS SELECT 7 AS number");
  await first.stop();
  expect(await ask(await start(), "SELECT number FROM kept")).toEqual([{ number: 7 }]);
});

test("two calls of stop are one, and leave neither the process nor the folder of its socket", async () => {
  const postgres = await start();
  await Promise.all([postgres.stop(), postgres.stop()]);
  expect(lives(postgres.pid)).toBe(false);
  expect(existsSync(postgres.connection.host)).toBe(false);
});

test("it listens on a socket in a folder closed to others, and on no port", async () => {
  const postgres = await start();
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700);
  expect(await ask(postgres, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
});

test("commits are on the disk before they are acknowledged, unless a test asks otherwise", async () => {
  const names = ["fsync", "full_page_writes", "synchronous_commit", "TimeZone", "server_encoding"];
  const show = `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(", ")}`;
  const on = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };
  expect(await ask(await start({}), show)).toEqual([{ ...on, TimeZone: "UTC", server_encoding: "UTF8" }]);
});

test("the Ctrl-C of a terminal goes to us alone: Postgres is in a process group of its own", async () => {
  const { pid } = await start();
  const group = execFileSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" });
  expect(Number(group)).toBe(pid);
});

test("our signals stay ours: starting Postgres hooks none", async () => {
  const hooks = () => (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => process.listenerCount(signal));
  const before = hooks();
  await start();
  expect(hooks()).toEqual(before);
});

/** A process that starts Postgres in `directory`, says where and then does what it is told. */
async function startElsewhere(): Promise<{ child: ReturnType<typeof spawn>; postgres: EmbeddedPostgres }> {
  const program = `
    import { pino } from "pino";
    import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
    const { pid, connection } = await startEmbeddedPostgres({
      directory: ${JSON.stringify(directory)}, fsync: false, log: pino({ level: "silent" }) });
    console.log(JSON.stringify({ pid, connection }));
    process.stdin.once("data", () => process.exit(3));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: join(import.meta.dirname, "../.."),
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, postgres: JSON.parse(line.toString()) as EmbeddedPostgres };
}

test("after kill -9 of our process the next start ends the Postgres left behind and has what it committed", async () => {
  const { child, postgres: orphan } = await startElsewhere();
  await ask(orphan, "CREATE TABLE kept AS SELECT 7 AS number");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(lives(orphan.pid)).toBe(true); // else this test proves nothing
  const postgres = await start();
  expect(lives(orphan.pid)).toBe(false);
  expect(existsSync(orphan.connection.host)).toBe(false);
  expect(await ask(postgres, "SELECT number FROM kept")).toEqual([{ number: 7 }]);
});

test("a process that exits without a stop takes its Postgres along", async () => {
  const { child, postgres } = await startElsewhere();
  child.stdin?.write("exit\n");
  expect(await once(child, "exit")).toEqual([3, null]);
  await expect.poll(() => lives(postgres.pid), { timeout: 5_000 }).toBe(false);
  expect(existsSync(postgres.connection.host)).toBe(false);
});

test("an initdb that was killed half-way leaves nothing that looks like a database", async () => {
  rmSync(join(directory, "data"), { recursive: true });
  mkdirSync(join(directory, "data.unfinished"));
  writeFileSync(join(directory, "data.unfinished", "PG_VERSION"), "18\n");
  expect(await ask(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a start that fails says Postgres's own last words", async () => {
  appendFileSync(join(directory, "data", "postgresql.conf"), "no_such_setting = 1\n");
  await expect(start()).rejects.toThrow(/did not start[^]*no_such_setting/);
});

test("data of another major version is refused with both numbers", async () => {
  writeFileSync(join(directory, "data", "PG_VERSION"), "17\n");
  await expect(start()).rejects.toThrow("was written by PostgreSQL 17, this is 18");
});

test("the modes of the folders above the data stay as they were", async () => {
  const before = statSync(directory).mode;
  await start();
  expect(statSync(directory).mode).toBe(before);
  expect(statSync(join(directory, "data")).mode & 0o777).toBe(0o700);
});

test("its log does not grow for ever", async () => {
  const file = join(directory, "postgres.log");
  writeFileSync(file, "x".repeat(6 * 1024 ** 2));
  await start();
  expect(statSync(file).size).toBeLessThan(100_000);
  expect(statSync(`${file}.1`).size).toBe(6 * 1024 ** 2);
});

test("a Postgres that is killed is started again in the same place, and what was committed is there", async () => {
  const postgres = await start({ fsync: true });
  await ask(postgres, "CREATE TABLE kept AS SELECT 7 AS number");
  const first = postgres.pid;
  process.kill(first, "SIGKILL");
  for (let waited = 0; postgres.pid === first && waited < 10_000; waited += 50)
    await new Promise((done) => setTimeout(done, 50));
  expect(postgres.pid).not.toBe(first);
  expect(await ask(postgres, "SELECT number FROM kept")).toEqual([{ number: 7 }]);
});

test("one that was stopped stays stopped", async () => {
  const postgres = await start();
  await postgres.stop();
  await new Promise((done) => setTimeout(done, 500));
  expect(lives(postgres.pid)).toBe(false);
});
