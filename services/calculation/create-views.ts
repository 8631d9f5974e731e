import type { ClickHouse } from "#db/clickhouse.ts";
import { readersViews } from "#views/readers-views.ts";
import { readersDatabase, type Scope, viewSelect } from "#views/view.ts";

/**
 * Makes the database of a scope and every view in it, and takes out views that are none any more. Each view is replaced in one
 * step, so that readers meanwhile have the one before.
 */
export async function createViews(clickhouse: ClickHouse, scope: Scope): Promise<void> {
  const name = readersDatabase(clickhouse.database, scope);
  // Ids of members have hyphens.
  const database = `\`${name}\``;
  await clickhouse.write.command(`CREATE DATABASE IF NOT EXISTS ${database}`);
  for (const view of readersViews) {
    // On a server, who reads may have the right to the views and to nothing below them.
    await clickhouse.write.command(
      `CREATE OR REPLACE VIEW ${database}.${view.name} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
${viewSelect(view, scope)}`,
    );
  }
  const known = readersViews.map((view) => view.name);
  const stale = await clickhouse.read<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = {name:String} AND name NOT IN {known:Array(String)}",
    { name, known },
  );
  for (const view of stale) await clickhouse.write.command(`DROP VIEW IF EXISTS ${database}.\`${view.name}\``);
}
