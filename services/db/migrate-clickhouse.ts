import type { ClickHouse } from "#db/clickhouse.ts";
import { withMigrationLock } from "#db/migration-lock.ts";
import { pendingMigrations, readMigrations } from "#db/migrations.ts";
import type { AppliedMigration } from "#db/migrations.ts";
import type { Sql } from "#db/postgres.ts";

/**
 * Brings ClickHouse to what `folder` says and returns the names of what was applied. ClickHouse has no transactions: a
 * process that dies between a migration and its record runs it again, so each is written to be harmless twice.
 * The record is kept in ClickHouse because its data may be dropped and rebuilt alone; the lock is Postgres's.
 */
export async function migrateClickHouse(clickhouse: ClickHouse, sql: Sql, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  return await withMigrationLock(sql, async () => {
    await clickhouse.write.command("CREATE DATABASE IF NOT EXISTS @db");
    await clickhouse.write.command(`
      CREATE TABLE IF NOT EXISTS @db.applied_migrations (
        name String,
        digest String,
        applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
      ) ENGINE = MergeTree ORDER BY name
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`);
    const pending = pendingMigrations(migrations, await appliedToClickHouse(clickhouse));
    for (const { name, digest, sql: statement } of pending) {
      try {
        await clickhouse.write.command(statement);
      } catch (cause) {
        throw new Error(`migration ${name} failed: ${String(cause)}`, { cause });
      }
      await clickhouse.write.insert("@db.applied_migrations", [{ name, digest }]);
    }
    return pending.map(({ name }) => name);
  });
}

/** What the store has; nothing when it was never migrated. */
export async function appliedToClickHouse(clickhouse: ClickHouse): Promise<AppliedMigration[]> {
  const tables = await clickhouse.read(
    "SELECT name FROM system.tables WHERE database = {database:String} AND name = 'applied_migrations'",
    { database: clickhouse.database },
  );
  if (tables.length === 0) return [];
  return await clickhouse.read<AppliedMigration>(
    "SELECT DISTINCT name, digest FROM @db.applied_migrations ORDER BY name",
  );
}
