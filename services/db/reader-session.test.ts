import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReaderSession } from "#db/reader-session.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

let stores: TestStores;
let open: (database?: string) => Promise<ReaderSession>;
beforeAll(async () => {
  stores = await openTestStores();
  const { write, openReader } = stores.clickhouse;
  await write.command("CREATE TABLE @db.hidden (a String) ENGINE = MergeTree ORDER BY a");
  await write.insert("@db.hidden", [{ a: "secret" }]);
  for (const scope of ["sparewheel_readers", "sparewheel_readers_nl"]) {
    await write.command(`CREATE DATABASE ${scope}`);
    await write.command(
      `CREATE VIEW ${scope}.v_a DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT length(a) AS n, '${scope}' AS scope FROM @db.hidden`,
    );
  }
  await write.command("CREATE VIEW sparewheel_readers.v_invoker SQL SECURITY INVOKER AS SELECT a FROM @db.hidden");
  open = (database = "sparewheel_readers") =>
    openReader!({ database, settings: { max_execution_time: 5, max_threads: 1 } });
});
afterAll(() => stores.close());

async function inSession<T>(work: (session: ReaderSession) => Promise<T>, database?: string): Promise<T> {
  const session = await open(database);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
const textOf = async (session: ReaderSession, sql: string): Promise<string> =>
  Buffer.from(await session.run(sql, "TabSeparated")).toString();

test("a session sees the database that it was opened on, and the views there have rights that it has not", async () => {
  expect(await inSession((session) => textOf(session, "SELECT * FROM v_a"))).toBe("6\tsparewheel_readers\n");
  expect(await inSession((session) => textOf(session, "SELECT scope FROM v_a"), "sparewheel_readers_nl")).toBe(
    "sparewheel_readers_nl\n",
  );
});

// What the gate before it should never let through: the engine itself refuses it, so a hole there opens no more than views.
test.each([
  ["another table", "SELECT * FROM sparewheel.hidden"],
  ["a view with the asker's own rights", "SELECT * FROM v_invoker"],
  ["a file", "SELECT * FROM file('/etc/hostname', 'LineAsString')"],
  ["the network", "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')"],
  ["another server", "SELECT * FROM remote('127.0.0.1:1', 'sparewheel', 'hidden')"],
  ["who else there is", "SELECT * FROM system.users"],
  ["inserting", "INSERT INTO sparewheel.hidden VALUES ('b')"],
  ["writing a file", "INSERT INTO FUNCTION file('a.csv', 'CSV') SELECT 1"],
  ["making a table", "CREATE TABLE sparewheel_readers.b (a Int8) ENGINE = Memory"],
  ["making a table for itself", "CREATE TEMPORARY TABLE b (a Int8)"],
  ["dropping", "DROP TABLE sparewheel.hidden"],
  ["setting", "SET max_execution_time = 100"],
  ["setting in a statement", "SELECT 1 SETTINGS max_execution_time = 100"],
  ["writing again", "SET readonly = 0"],
])("the engine refuses a reader's session %s", async (_what, sql) => {
  await expect(inSession((session) => session.run(sql, "Native"))).rejects.toThrow(/ACCESS_DENIED|READONLY/);
});

test("only readers' sessions have put their rights down", async () => {
  const file = join(stores.directory, "a.txt");
  writeFileSync(file, "text\n");
  await inSession((session) => session.run("SELECT 1", "Native"));
  await stores.clickhouse.write.insert("@db.hidden", [{ a: "more" }]);
  expect(await stores.clickhouse.read("SELECT a FROM @db.hidden ORDER BY a")).toEqual([{ a: "more" }, { a: "secret" }]);
  expect(await stores.clickhouse.read("SELECT * FROM file({file:String}, 'LineAsString')", { file })).toEqual([
    { line: "text" },
  ]);
  await stores.clickhouse.write.command("ALTER TABLE @db.hidden DELETE WHERE a = 'more' SETTINGS mutations_sync = 1");
  rmSync(file);
  expect(existsSync("a.csv")).toBe(false);
});

test("a statement that is killed fails at once, and the session ends after it", async () => {
  const session = await open();
  const started = performance.now();
  const running = session.run(
    "SELECT max(a.number * b.number) FROM numbers(1000000) AS a, numbers(1000000) AS b",
    "Native",
  );
  const failed = running.catch(String);
  setTimeout(() => void session.kill(), 200);
  expect(await failed).toMatch(/QUERY_WAS_CANCELLED/);
  expect(performance.now() - started).toBeLessThan(4_000);
  await session.close();
});

test("names that are no plain names are refused before they become SQL", async () => {
  await expect(open("a`; SET ROLE platform; --")).rejects.toThrow(/is not a database name/);
});

test("a database that readers have no right to see cannot be opened", async () => {
  await expect(open("sparewheel")).rejects.toThrow(/ACCESS_DENIED/);
  await expect(open("default")).rejects.toThrow(/ACCESS_DENIED/);
});
