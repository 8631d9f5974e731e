import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { openClickHouse } from "#db/clickhouse.ts";
import type { ClickHouse } from "#db/clickhouse.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migrationFolders } from "#db/migrations.ts";
import { openPostgres } from "#db/postgres.ts";
import type { SocketConnection, Sql } from "#db/postgres.ts";

export type TestStores = {
  sql: Sql;
  clickhouse: ClickHouse;
  /** A folder of this test alone, gone after `close`. */
  directory: string;
  /** For a second client of the same database. */
  connection: SocketConnection;
  close(): Promise<void>;
};

/** A folder that only the caller uses, in memory where the system has it. Remove it with `rmSync`. */
export function makeTestDirectory(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "sparewheel-test-"));
}

/** An empty database of its own, cloned from the migrated template or, without migrations, from Postgres's own. */
export async function openTestPostgres(
  template: "template" | "template1" = "template",
): Promise<{ sql: Sql; connection: SocketConnection; close(): Promise<void> }> {
  const server = inject("postgres");
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  await asOwner(server, (sql) => sql`CREATE DATABASE ${sql(database)} TEMPLATE ${sql(template)}`);
  const connection = { ...server, database };
  const sql = openPostgres({ embedded: connection }, { maxConnections: 4 });
  return {
    sql,
    connection,
    async close() {
      await sql.end();
      await asOwner(server, (owner) => owner`DROP DATABASE IF EXISTS ${owner(database)} WITH (FORCE)`);
    },
  };
}

/** Both stores, migrated and empty. One call a test file: the embedded engine has one folder a process. */
export async function openTestStores(): Promise<TestStores> {
  const directory = makeTestDirectory();
  const postgres = await openTestPostgres();
  const path = join(directory, "clickhouse");
  const clickhouse = await openClickHouse({ engine: "embedded", path, database: "sparewheel" });
  await migrateClickHouse(clickhouse, postgres.sql, migrationFolders.clickhouse);
  return {
    sql: postgres.sql,
    clickhouse,
    directory,
    connection: postgres.connection,
    async close() {
      await clickhouse.close();
      await postgres.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function asOwner(server: SocketConnection, work: (sql: Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = openPostgres({ embedded: server }, { maxConnections: 1 });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
