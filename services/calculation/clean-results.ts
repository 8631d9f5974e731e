import type { ClickHouse } from "#db/clickhouse.ts";
import { isNewest } from "#views/view.ts";
import { resultsOf, type ResultTable, resultTables } from "./result-tables.ts";

/** Takes away rows that nobody reads any more: of slices that others have followed, and of calculations that never ended. */
export async function cleanResults(clickhouse: ClickHouse): Promise<void> {
  for (const table of Object.keys(resultTables) as ResultTable[]) {
    const results = Object.entries(resultsOf).flatMap(([result, each]) => (each === table ? [result] : []));
    await clean(clickhouse, table, `NOT ${isNewest(...results)}`);
  }
  const newest = "SELECT max(slice) FROM @db.result_slices GROUP BY result, group_kind, group_id";
  await clean(clickhouse, "result_slices", `slice NOT IN (${newest})`);
}

async function clean(clickhouse: ClickHouse, table: string, condition: string): Promise<void> {
  const [found] = await clickhouse.read(`SELECT 1 FROM @db.${table} WHERE ${condition} LIMIT 1`);
  if (found) await clickhouse.write.command(`DELETE FROM @db.${table} WHERE ${condition}`);
}
