import { pendingMigrations, readMigrations } from "#db/migrations.ts";
import type { AppliedMigration } from "#db/migrations.ts";
import { withMigrationLock } from "#db/migration-lock.ts";
import type { Sql, Transaction } from "#db/postgres.ts";

/**
 * Brings the database to what `folder` says and returns the names of what was applied. All of it is one transaction:
 * an upgrade that fails leaves the database as it was.
 */
export async function migratePostgres(sql: Sql, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  return await withMigrationLock(sql, async (transaction) => {
    await transaction`
      CREATE TABLE IF NOT EXISTS applied_migration (
        name text PRIMARY KEY,
        digest text NOT NULL,
        applied_at timestamptz(3) NOT NULL DEFAULT now()
      )`;
    const pending = pendingMigrations(migrations, await appliedToPostgres(transaction));
    for (const { name, digest, sql: statement } of pending) {
      try {
        await transaction.unsafe(statement);
      } catch (cause) {
        throw new Error(`migration ${name} failed, nothing was changed: ${String(cause)}`, { cause });
      }
      await transaction`INSERT INTO applied_migration (name, digest) VALUES (${name}, ${digest})`;
    }
    return pending.map(({ name }) => name);
  });
}

/** What a database has; nothing when it was never migrated. */
export async function appliedToPostgres(sql: Sql | Transaction): Promise<AppliedMigration[]> {
  const [table] = await sql<[{ found: boolean }]>`SELECT to_regclass('applied_migration') IS NOT NULL AS found`;
  if (!table.found) return [];
  return await sql<AppliedMigration[]>`SELECT name, digest FROM applied_migration ORDER BY name`;
}
