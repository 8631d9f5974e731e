import type { ClickHouse } from "#db/clickhouse.ts";
import { allowedFunctions } from "./allowed-functions.ts";
import type { Catalogue } from "./catalogue.ts";

/** The database of views that readers get for the tables of `system`. Its name is granted in #db/engine-access.ts. */
export const standInsOf = (database: string): string => `${database}_gateway`;

/**
 * What an editor of SQL asks `system` for, as far as it concerns the views of the session's own database. The engine filters its tables by rights,
 * but those of a session are the same for all members.
 */
export async function makeStandIns(clickhouse: ClickHouse, { database, views }: Catalogue): Promise<void> {
  const owner = standInsOf(clickhouse.database);
  const here = `t.database = currentDatabase() AND t.name IN (${texts(views)})`;
  const definitions: Record<string, string> = {
    one: "SELECT toUInt8(0) AS dummy",
    databases: `SELECT '${database}' AS name, 'Atomic' AS engine, '' AS comment`,
    tables: `SELECT '${database}' AS database, t.name AS name, t.engine AS engine, '' AS comment
      FROM system.tables AS t WHERE ${here}`,
    columns: `SELECT '${database}' AS database, c.table AS table, c.name AS name, c.type AS type, c.position AS position, c.comment AS comment,
        '' AS default_kind, '' AS default_expression, toUInt8(0) AS is_in_primary_key, toUInt8(0) AS is_in_sorting_key, toUInt8(0) AS is_in_partition_key
      FROM system.columns AS c WHERE c.database = currentDatabase() AND c.table IN (${texts(views)})`,
    functions: `SELECT f.name AS name, f.is_aggregate AS is_aggregate, f.case_insensitive AS case_insensitive, f.alias_to AS alias_to,
        f.description AS description, f.syntax AS syntax, f.arguments AS arguments, f.returned_value AS returned_value, f.examples AS examples, f.categories AS categories
      FROM system.functions AS f WHERE f.name IN (${texts(allowedFunctions)})`,
  };
  await clickhouse.write.command(`CREATE DATABASE IF NOT EXISTS ${owner}`);
  for (const [name, select] of Object.entries(definitions)) {
    // With the maker's rights: readers have none in `system`.
    await clickhouse.write.command(
      `CREATE OR REPLACE VIEW ${owner}.${name} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS ${select}`,
    );
  }
}

const texts = (names: Iterable<string>): string => [...names].map((name) => `'${name}'`).join(", ");
