import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";

export interface CaseStores {
  sql: Sql;
  clickhouse: ClickHouse;
}

/** Takes every row out of both stores, whatever tables there are; the record of what was migrated stays. */
export async function emptyStores({ sql, clickhouse }: CaseStores): Promise<void> {
  const tables = await sql<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'applied_migration'`;
  await sql`TRUNCATE ${sql(tables.map(({ tablename }) => tablename))} RESTART IDENTITY CASCADE`;
  const filled = await clickhouse.read<{ name: string }>(
    `SELECT name FROM system.tables
     WHERE database = {database:String} AND name != 'applied_migrations' AND total_rows > 0`,
    { database: clickhouse.database },
  );
  for (const { name } of filled) await clickhouse.write.command(`TRUNCATE TABLE @db.${name}`);
}
