import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openClickHouse } from "#db/clickhouse.ts";
import type { ClickHouse } from "#db/clickhouse.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { migrationStatus } from "#db/migration-status.ts";
import { readMigrations } from "#db/migrations.ts";
import { makeTestDirectory, openTestPostgres } from "#test/support/stores.ts";

const directory = makeTestDirectory();
const folders = { postgres: join(directory, "postgres"), clickhouse: join(directory, "clickhouse") };
let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let clickhouse: ClickHouse;

function write(store: keyof typeof folders, files: Record<string, string>): void {
  rmSync(folders[store], { recursive: true, force: true });
  mkdirSync(folders[store], { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folders[store], name), text);
}

beforeAll(async () => {
  const path = join(directory, "engine");
  clickhouse = await openClickHouse({ engine: "embedded", path, database: "migrated", readers: 1 });
});
afterAll(async () => {
  await clickhouse.close();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  postgres = await openTestPostgres("template1");
  await clickhouse.write.command("DROP DATABASE IF EXISTS @db");
  write("postgres", {});
  write("clickhouse", {});
});
afterEach(() => postgres.close());

const one = { "0001-first.sql": "-- why\nCREATE TABLE first (id int)" };
const two = { ...one, "0002-second.sql": "-- why\nINSERT INTO first VALUES (2)" };
const table = (name: string) =>
  `-- why\nCREATE TABLE IF NOT EXISTS @db.${name} (id UInt8) ENGINE = MergeTree ORDER BY id`;

test("Postgres: each migration is applied once, in order, across starts", async () => {
  write("postgres", one);
  expect(await migratePostgres(postgres.sql, folders.postgres)).toEqual(["0001-first"]);
  write("postgres", two);
  expect(await migratePostgres(postgres.sql, folders.postgres)).toEqual(["0002-second"]);
  expect(await migratePostgres(postgres.sql, folders.postgres)).toEqual([]);
  expect(await postgres.sql`SELECT id FROM first`).toEqual([{ id: 2 }]);
});

test("Postgres: processes that start together apply each migration once", async () => {
  write("postgres", two);
  const applied = await Promise.all([1, 2, 3, 4].map(() => migratePostgres(postgres.sql, folders.postgres)));
  expect(applied.flat().sort()).toEqual(["0001-first", "0002-second"]);
  expect(await postgres.sql`SELECT id FROM first`).toEqual([{ id: 2 }]);
});

test("Postgres: when one migration fails, none of that start's is applied", async () => {
  write("postgres", { ...two, "0003-broken.sql": "CREATE TABLE second (id no_such_type)" });
  await expect(migratePostgres(postgres.sql, folders.postgres)).rejects.toThrow(
    /0003-broken failed, nothing was changed/,
  );
  expect(await postgres.sql`SELECT to_regclass('first') AS first`).toEqual([{ first: null }]);
});

test("ClickHouse: each migration is applied once, in order, and its record goes when its data is dropped", async () => {
  write("clickhouse", { "0001-first.sql": table("first") });
  expect(await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse)).toEqual(["0001-first"]);
  write("clickhouse", { "0001-first.sql": table("first"), "0002-more.sql": "INSERT INTO @db.first VALUES (2)" });
  expect(await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse)).toEqual(["0002-more"]);
  expect(await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse)).toEqual([]);
  expect(await clickhouse.read("SELECT id FROM @db.first")).toEqual([{ id: 2 }]);
  await clickhouse.write.command("DROP DATABASE @db");
  expect(await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse)).toEqual(["0001-first", "0002-more"]);
});

test("a migration that was edited after it was applied stops the start, in both stores", async () => {
  write("postgres", one);
  await migratePostgres(postgres.sql, folders.postgres);
  write("postgres", { "0001-first.sql": "-- other why\nCREATE TABLE first (id int)" });
  await expect(migratePostgres(postgres.sql, folders.postgres)).rejects.toThrow("0001-first was changed after");
  write("clickhouse", { "0001-first.sql": table("first") });
  await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse);
  write("clickhouse", { "0001-first.sql": table("second") });
  const again = migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse);
  await expect(again).rejects.toThrow("0001-first was changed after");
});

test("a checkout with Windows line ends holds the same migrations", () => {
  write("postgres", one);
  const [unix] = readMigrations(folders.postgres);
  write("postgres", { "0001-first.sql": one["0001-first.sql"].replaceAll("\n", "\r\n") });
  expect(readMigrations(folders.postgres)).toEqual([unix]);
});

test("a number that is missing, twice or misspelt stops the start", () => {
  write("postgres", { "0001-first.sql": "", "0003-third.sql": "" });
  expect(() => readMigrations(folders.postgres)).toThrow("migration 0002 is missing");
  write("postgres", { "0001-first.sql": "", "0001-other.sql": "" });
  expect(() => readMigrations(folders.postgres)).toThrow("migration 0001 is twice");
  write("postgres", { "0001-first.sql": "", "2-second.sql": "" });
  expect(() => readMigrations(folders.postgres)).toThrow("2-second.sql in");
});

test("older code starts on a newer schema; code with another migration of the same number does not", async () => {
  write("postgres", two);
  await migratePostgres(postgres.sql, folders.postgres);
  write("postgres", one);
  expect(await migratePostgres(postgres.sql, folders.postgres)).toEqual([]);
  write("postgres", { ...one, "0002-other.sql": "SELECT 1" });
  await expect(migratePostgres(postgres.sql, folders.postgres)).rejects.toThrow("0002-second was applied, but");
});

test("the status names what is applied, pending and newer than this code, and changes nothing", async () => {
  const stores = { sql: postgres.sql, clickhouse };
  write("postgres", one);
  write("clickhouse", { "0001-first.sql": table("first") });
  expect(await migrationStatus(stores, folders)).toEqual([
    { store: "postgres", name: "0001-first", state: "pending" },
    { store: "clickhouse", name: "0001-first", state: "pending" },
  ]);
  write("postgres", two);
  await migratePostgres(postgres.sql, folders.postgres);
  await migrateClickHouse(clickhouse, postgres.sql, folders.clickhouse);
  write("postgres", one);
  expect(await migrationStatus(stores, folders)).toEqual([
    { store: "postgres", name: "0001-first", state: "applied" },
    { store: "postgres", name: "0002-second", state: "newer" },
    { store: "clickhouse", name: "0001-first", state: "applied" },
  ]);
});
