import type { TestStores } from "./stores.ts";

const keptDatabase = (name: string): string => `kept_${name}`;

/** Keeps what ClickHouse holds, and what of the ledger is projected, for tests that begin there: copies take a small part of the time. */
export async function keepStores(stores: TestStores, name: string): Promise<void> {
  const { clickhouse } = stores;
  const kept = keptDatabase(name);
  await clickhouse.write.command(`CREATE DATABASE ${kept}`);
  for (const table of await filledTables(stores, clickhouse.database)) {
    await clickhouse.write.command(`CREATE TABLE ${kept}.${table} AS @db.${table}`);
    await clickhouse.write.command(`INSERT INTO ${kept}.${table} SELECT * FROM @db.${table}`);
  }
}

/** The same ledger must be there; it is only said to be projected as far as it was. */
export async function restoreStores(stores: TestStores, name: string): Promise<void> {
  const { clickhouse, sql } = stores;
  const kept = keptDatabase(name);
  for (const table of await filledTables(stores, clickhouse.database))
    await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
  for (const table of await filledTables(stores, kept))
    await clickhouse.write.command(`INSERT INTO @db.${table} SELECT * FROM ${kept}.${table}`);
  const [watermark] = await clickhouse.read<{ last: string }>("SELECT max(sequence) AS last FROM @db.projected");
  const last = Number(watermark!.last);
  await sql`UPDATE ledger_entry SET projected_at = CASE WHEN sequence <= ${last} THEN received_at END`;
}

/** But the record of what was migrated. */
async function filledTables({ clickhouse }: TestStores, database: string): Promise<string[]> {
  const rows = await clickhouse.read<{ name: string }>(
    `SELECT name FROM system.tables
     WHERE database = {database:String} AND name != 'applied_migrations' AND total_rows > 0 ORDER BY name`,
    { database },
  );
  return rows.map(({ name }) => name);
}
