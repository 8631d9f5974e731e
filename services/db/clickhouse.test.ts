import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openClickHouse } from "#db/clickhouse.ts";
import type { ClickHouse } from "#db/clickhouse.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

const directory = makeTestDirectory();
const path = join(directory, "engine");
const root = join(import.meta.dirname, "../..");
let store: ClickHouse;

beforeAll(async () => {
  store = await openClickHouse({ engine: "embedded", path, database: "shelf", readers: 2 });
  await store.write.command("CREATE DATABASE @db");
  await store.write.command(
    "CREATE TABLE @db.notes (id UInt64, text String, at DateTime64(3, 'UTC'), day Date32, note Nullable(String))" +
      " ENGINE = MergeTree ORDER BY id",
  );
});
beforeEach(() => store.write.command("TRUNCATE TABLE @db.notes"));
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const note = { id: "18446744073709551615", text: "a", at: "2026-11-21T09:30:00.123Z", day: "2026-11-21", note: null };

test("rows come back as they went in: instants as RFC 3339, 64-bit integers exact, null as null", async () => {
  await store.write.insert("@db.notes", [note]);
  expect(await store.read("SELECT * FROM @db.notes")).toEqual([note]);
});

test("an insert of no rows is no statement and no error", async () => {
  await store.write.insert("@db.notes", []);
  expect(await store.read("SELECT * FROM @db.notes")).toEqual([]);
});

test("an insert with a row that does not fit stores none of its rows", async () => {
  const rows = [
    { ...note, id: "1" },
    { ...note, id: "not a number" },
  ];
  await expect(store.write.insert("@db.notes", rows)).rejects.toThrow(/not a number|Cannot parse/);
  expect(await store.read("SELECT * FROM @db.notes")).toEqual([]);
});

const anyText = fc.string({ unit: "binary" });

test("any text survives as a parameter, alone and in an array, and is never read as SQL", async () => {
  const echo = "SELECT {one:String} AS one, {many:Array(String)} AS many, {none:Nullable(String)} AS none";
  const check = async (one: string, many: string[]): Promise<void> => {
    expect(await store.read(echo, { one, many, none: null })).toEqual([{ one, many, none: null }]);
  };
  await check("'; DROP TABLE @db.notes --", ["'], \\", "\\N", "NULL", "{one:String}", "\0\t\r\n\b\f"]);
  await fc.assert(fc.asyncProperty(anyText, fc.array(anyText), check), { numRuns: 100 });
});

test("numbers, truth, days and instants are parameters as our types hold them", async () => {
  const statement = `SELECT {at:DateTime64(3, 'UTC')} AS at, {day:Date32} AS day, {big:UInt64} AS big,
    {list:Array(Nullable(Int32))} AS list, {share:Float64} AS share, {yes:Bool} AS yes, {days:Array(Date32)} AS days`;
  const values = { at: note.at, day: note.day, list: [-1, null], share: 0.25, yes: true, days: [note.day] };
  const answer = { ...values, big: "18446744073709551615" };
  expect(await store.read(statement, { ...values, big: 18446744073709551615n })).toEqual([answer]);
});

test("a forgotten parameter is an error, though an earlier statement of the session had one of that name", async () => {
  for (const n of [1, 2, 3, 4]) await store.read("SELECT {n:UInt8} AS n", { n });
  await expect(store.read("SELECT {n:UInt8} AS n")).rejects.toThrow("the statement has no value for n");
  await expect(store.read("SELECT 1", { n: 1 })).rejects.toThrow("the statement has no placeholder for n");
});

test("reads with parameters run side by side, as many as there are readers, and each gets its own values", async () => {
  const finished: number[] = [];
  const sleep = async (n: number, seconds: number): Promise<unknown> => {
    const answer = await store.read("SELECT {n:UInt8} AS n, sleep({seconds:Float64}) AS slept", { n, seconds });
    finished.push(n);
    return answer;
  };
  const answers = await Promise.all([sleep(1, 2), sleep(2, 1), sleep(3, 0), sleep(4, 0)]);
  expect(answers).toEqual([1, 2, 3, 4].map((n) => [{ n, slept: 0 }]));
  expect(finished).toEqual([2, 3, 4, 1]); // 3 and 4 wait for a reader, and 1 holds nobody up
});

test("settings of one statement do not leak into the next, and every read has its limits", async () => {
  const limits =
    "SELECT toUInt64(getSetting('max_execution_time')) AS seconds, toUInt64(getSetting('max_memory_usage')) AS bytes";
  for (let reader = 0; reader < 2; reader += 1) {
    await expect(store.read("SELECT sleep(1.5) SETTINGS max_execution_time = 1")).rejects.toThrow(/imeout/);
    expect(await store.read(limits)).toEqual([{ seconds: "30", bytes: String(2 * 1024 ** 3) }]);
  }
});

test("an unbounded read stops at its memory limit and the engine works on", async () => {
  const greedy = "SELECT groupArray(number) AS all FROM numbers(1000000000) SETTINGS max_memory_usage = 100000000";
  await expect(store.read(greedy)).rejects.toMatchObject({ type: "MEMORY_LIMIT_EXCEEDED" });
  await store.ping();
});

test("a name that is not an identifier is no database", async () => {
  const open = openClickHouse({ engine: "server", url: "http://localhost:1", database: "x; DROP" });
  await expect(open).rejects.toThrow('"x; DROP" is not a database name');
});

/** Runs a program beside this process; what it prints. */
function elsewhere(folder: string, body: string): string {
  const program = `import { openClickHouse } from "#db/clickhouse.ts";
    const open = (path) => openClickHouse({ engine: "embedded", path, database: "shelf", readers: 1 });
    ${body}`;
  const script = [
    "--import",
    "tsx",
    "--input-type=module",
    "--eval",
    `process.chdir(${JSON.stringify(folder)});${program}`,
  ];
  return spawnSync(process.execPath, script, { cwd: root, encoding: "utf8" }).stdout.trim();
}

test("a second process on the same directory is told so in one sentence", () => {
  const body = `await open(${JSON.stringify(path)}).catch((error) => console.log(error.name, error.message));`;
  expect(elsewhere(directory, body)).toBe(
    `DataDirectoryInUse ${path} is in use by another process: stop that one, or choose another DATA_DIR`,
  );
});

test("a config.xml of the folder the process was started in is not read", () => {
  const folder = join(directory, "trap");
  mkdirSync(folder);
  writeFileSync(join(folder, "config.xml"), "<not xml");
  const body = `const store = await open("engine"); await store.ping(); await store.close(); console.log("opened");`;
  expect(elsewhere(folder, body)).toBe("opened");
});

test("close waits for the statements under way and in line, and refuses those after", () => {
  const body = `const store = await open("other");
    const slow = Promise.all([1, 2].map(() => store.read("SELECT sleep(0.5) AS slept")));
    await Promise.all([store.close(), store.close()]);
    console.log(JSON.stringify(await slow));
    await store.ping().catch((error) => console.log(error.message));`;
  expect(elsewhere(directory, body)).toBe('[[{"slept":0}],[{"slept":0}]]\nthe ClickHouse store is closed');
});
