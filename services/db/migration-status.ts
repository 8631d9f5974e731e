import type { ClickHouse } from "#db/clickhouse.ts";
import { appliedToClickHouse } from "#db/migrate-clickhouse.ts";
import { appliedToPostgres } from "#db/migrate-postgres.ts";
import { pendingMigrations, readMigrations } from "#db/migrations.ts";
import type { AppliedMigration } from "#db/migrations.ts";
import type { Sql } from "#db/postgres.ts";

export type MigrationState = {
  store: "postgres" | "clickhouse";
  name: string;
  /** `newer`: applied by a later version of this software. */
  state: "applied" | "pending" | "newer";
};

/** Every migration of both stores, in order. Throws where starting would. */
export async function migrationStatus(
  stores: { sql: Sql; clickhouse: ClickHouse },
  folders: { postgres: string; clickhouse: string },
): Promise<MigrationState[]> {
  return [
    ...states("postgres", folders.postgres, await appliedToPostgres(stores.sql)),
    ...states("clickhouse", folders.clickhouse, await appliedToClickHouse(stores.clickhouse)),
  ];
}

function states(store: MigrationState["store"], folder: string, applied: AppliedMigration[]): MigrationState[] {
  const migrations = readMigrations(folder);
  const known = new Set(migrations.map(({ name }) => name));
  const pending = new Set(pendingMigrations(migrations, applied).map(({ name }) => name));
  return [
    ...migrations.map(({ name }) => ({
      store,
      name,
      state: pending.has(name) ? ("pending" as const) : ("applied" as const),
    })),
    ...applied.filter(({ name }) => !known.has(name)).map(({ name }) => ({ store, name, state: "newer" as const })),
  ];
}
