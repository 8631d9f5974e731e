import { createHash } from "node:crypto";
import type { ClickHouse } from "#db/clickhouse.ts";
import { readersViews } from "#views/readers-views.ts";
import { readersDatabase, type Scope, viewSelect } from "#views/view.ts";

/**
 * Makes the database of a scope and every view in it that is not there yet as it should be, and takes out what is no view any more.
 * Each view is replaced in one step, so that readers meanwhile have the one before.
 */
export async function createViews(clickhouse: ClickHouse, scope: Scope): Promise<void> {
  const database = readersDatabase(clickhouse.database, scope);
  // Ids of members have hyphens.
  const quoted = `\`${database}\``;
  await clickhouse.write.command(`CREATE DATABASE IF NOT EXISTS ${quoted}`);
  const there = new Map(
    (
      await clickhouse.read<{ name: string; comment: string }>(
        "SELECT name, comment FROM system.tables WHERE database = {database:String}",
        { database },
      )
    ).map(({ name, comment }) => [name, comment]),
  );
  for (const view of readersViews) {
    const select = viewSelect(view, scope);
    const digest = createHash("sha256").update(`${clickhouse.database} ${select}`).digest("hex").slice(0, 16);
    if (there.get(view.name) === digest) continue;
    // On a server, who reads may have the right to the views and to nothing below them.
    await clickhouse.write.command(
      `CREATE OR REPLACE VIEW ${quoted}.${view.name} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
${select}
COMMENT '${digest}'`,
    );
  }
  for (const name of there.keys())
    if (!readersViews.some((view) => view.name === name))
      await clickhouse.write.command(`DROP VIEW IF EXISTS ${quoted}.\`${name}\``);
}
