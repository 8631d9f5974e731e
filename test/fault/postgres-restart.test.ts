import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import driver from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import type { EmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres } from "#db/postgres.ts";
import type { Sql, Transaction } from "#db/postgres.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

// The driver as published ends the process in most of these; infra/patches/apply.cjs says what it changes.

const directory = makeTestDirectory();
const socket = join(directory, "socket"); // every start has a folder of its own; a client keeps the one it was given
const log = pino({ level: "silent" });

async function start(): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ directory: join(directory, "postgres"), fsync: false, log });
  rmSync(socket, { force: true });
  symlinkSync(started.connection.host, socket);
  return started;
}

let postgres: EmbeddedPostgres;
const restart = async (): Promise<void> => {
  await postgres.stop();
  postgres = await start();
};
const open = (maxConnections: number): Sql =>
  openPostgres({ embedded: { ...postgres.connection, host: socket } }, { maxConnections });

/** The driver's word for it, the system's, or Postgres's last one to a client. */
const goneAway = expect.stringMatching(/^(CONNECTION_CLOSED|EPIPE|ECONNRESET|57P01)$/) as unknown;

/** Of a machine that does other work too. */
const patience = { timeout: 10_000 };

/** What would have ended the process if nobody listened. */
const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  process.on("uncaughtException", note).on("unhandledRejection", note);
  postgres = await start();
});
beforeEach(() => {
  uncaught.length = 0;
});
afterAll(async () => {
  process.off("uncaughtException", note).off("unhandledRejection", note);
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("Postgres restarts three times under transactions: the process lives and no acknowledged row is lost", async () => {
  const sql = open(4);
  await sql`CREATE TABLE filed (writer int, number int)`;
  const acknowledged: string[] = [];
  const refused: unknown[] = [];
  let working = true;
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; working; number += 1) {
      const file = async (transaction: Transaction): Promise<void> => {
        await transaction`SELECT count(*) FROM filed`;
        await transaction`INSERT INTO filed VALUES (${writer}, ${number})`;
      };
      await sql.begin(file).then(
        () => acknowledged.push(`${writer} ${number}`),
        (error: unknown) => refused.push(error),
      );
    }
  };
  const writers = [0, 1, 2, 3, 4, 5, 6, 7].map(write);
  for (let times = 0; times < 3; times += 1) {
    await delay(200);
    await restart();
  }
  await delay(500);
  working = false;
  await Promise.all(writers);

  const rows = await sql<{ row: string }[]>`SELECT writer || ' ' || number AS row FROM filed`;
  const kept = new Set(rows.map(({ row }) => row));
  expect(acknowledged.filter((row) => !kept.has(row))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(refused.length).toBeGreaterThan(0);
  expect(uncaught).toEqual([]);
  await sql.end();
});

/** What `after` comes to, run inside a transaction whose connection is gone and whose pool has replaced it. */
async function inLostTransaction<T>(
  sql: Sql,
  after: (transaction: Transaction) => Promise<T>,
): Promise<PromiseSettledResult<T>> {
  const answers: PromiseSettledResult<T>[] = [];
  const transaction = sql.begin(async (lost) => {
    const [backend] = await lost<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
    const other = open(1);
    await other`SELECT pg_terminate_backend(${backend.pid})`;
    await other.end();
    await delay(50);
    await sql`SELECT 1`;
    answers.push(...(await Promise.allSettled([after(lost)])));
  });
  await expect(transaction).rejects.toMatchObject({ code: goneAway });
  await vi.waitFor(() => expect(answers).toHaveLength(1), patience);
  return answers[0]!;
}

test("a transaction that lost its connection writes nothing through the connection that replaced it", async () => {
  const sql = open(1);
  await sql`CREATE TABLE stray (id int)`;
  const answer = await inLostTransaction(sql, async (lost) => await lost`INSERT INTO stray VALUES (1)`);
  expect(answer).toMatchObject({ status: "rejected", reason: { code: "CONNECTION_CLOSED" } });
  expect(await sql`SELECT * FROM stray`).toEqual([]);
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("the end of a lost transaction does not commit another one", async () => {
  const sql = open(1);
  await sql`CREATE TABLE bystander (id int)`;
  let other: Promise<unknown> | undefined;
  await inLostTransaction(sql, async () => {
    await new Promise<void>((inserted) => {
      other = sql.begin(async (transaction) => {
        await transaction`INSERT INTO bystander VALUES (1)`;
        inserted();
        await delay(100); // the lost one ends meanwhile
        throw new Error("take it back");
      });
      other.catch(() => {});
    });
  });
  await expect(other).rejects.toThrow("take it back");
  expect(await sql`SELECT * FROM bystander`).toEqual([]);
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("statements that wait in line in a transaction are refused when its connection is lost", async () => {
  const sql = open(1);
  const answers: PromiseSettledResult<unknown>[] = [];
  const transaction = sql.begin(async (lost) => {
    const line = Array.from({ length: 200 }, async () => await lost`SELECT pg_sleep(10)`);
    answers.push(...(await Promise.allSettled(line)));
  });
  await delay(50);
  await Promise.all([expect(transaction).rejects.toMatchObject({ code: goneAway }), restart()]);
  await vi.waitFor(() => expect(answers.map(({ status }) => status)).toEqual(Array(200).fill("rejected")), patience);
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("a reserved connection that was lost is refused, and its release harms nobody", async () => {
  const sql = open(1);
  const reserved = await sql.reserve();
  await reserved`SELECT 1`;
  await restart();
  await delay(50);
  await expect(reserved`SELECT 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await sql`SELECT 1`; // the pool has replaced the connection
  await expect(reserved`SELECT 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  reserved.release();
  expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("a cursor is refused when its connection is lost between two reads, whether its reader goes on or throws", async () => {
  const sql = open(1);
  for (const leave of [() => {}, () => expect.fail("the reader gave up")]) {
    let reader: Promise<void> = Promise.resolve();
    const read = async (): Promise<void> => {
      await restart();
      await delay(50);
      leave();
    };
    // oxlint-disable-next-line typescript/no-misused-promises -- the driver waits for its reader, its types do not say so
    const reading = sql`SELECT generate_series(1, 100)`.cursor(10, () => (reader = read()));
    await expect(reading).rejects.toMatchObject({ code: goneAway });
    await Promise.allSettled([reader]);
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  }
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("a server that hangs up while we look for the password is an error, not our end", async () => {
  const asksForPassword = Buffer.from("R\0\0\0\x08\0\0\0\x03", "latin1");
  const server = createServer((client) => {
    client.end(asksForPassword);
    server.close(); // the second attempt finds nobody
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const password = async (): Promise<string> => await delay(100, "late");
  const sql = driver({ host: "127.0.0.1", port, user: "u", database: "d", password, max: 1, fetch_types: false });
  await expect(sql`SELECT 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await delay(200);
  expect(uncaught).toEqual([]);
  await sql.end();
});

test("the pool works on, and ends, after Postgres was away", async () => {
  const sql = open(2);
  const sleeping = Promise.allSettled([1, 2, 3].map(async () => await sql`SELECT pg_sleep(10)`));
  await delay(50);
  await restart();
  await delay(50);
  expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  await restart();
  await sql.end();
  await sleeping;
  expect(uncaught).toEqual([]);
});

test("the install of a driver that is not the one we mend fails and says so; one that is mended stays as it is", () => {
  const root = join(import.meta.dirname, "../..");
  const install = join(directory, "install");
  const installed = join(install, "node_modules/postgres");
  const script = join(install, "infra/patches/apply.cjs");
  cpSync(join(root, "node_modules/postgres"), installed, { recursive: true });
  cpSync(join(root, "infra/patches/apply.cjs"), script);
  const apply = () => spawnSync(process.execPath, [script], { encoding: "utf8" });
  const connection = join(installed, "src/connection.js");
  const before = readFileSync(connection, "utf8");
  expect(apply()).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(connection, "utf8")).toBe(before);

  writeFileSync(connection, before.replace("if (!socket) {", "if (socket === null) {"));
  expect(apply()).toMatchObject({ status: 1, stderr: expect.stringContaining("does not hold what is to be changed") });
  writeFileSync(join(installed, "package.json"), '{ "main": "cjs/src/index.js", "version": "3.4.10" }');
  expect(apply()).toMatchObject({ status: 1, stderr: expect.stringContaining("postgres 3.4.10 is installed") });
});
