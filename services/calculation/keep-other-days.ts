import type { ClickHouse } from "#db/clickhouse.ts";
import { type Result, resultsOf, resultTables } from "./result-tables.ts";
import type { Slices } from "./slices.ts";

/** Copies what was read of some results so far into the slices that follow them: rows of days that are not calculated again. */
export async function keepOtherDays(
  clickhouse: ClickHouse,
  slices: Slices,
  { results, days }: { results: readonly Result[]; days: readonly string[] },
): Promise<void> {
  if (days.length === 0) return;
  for (const result of results) {
    const current = await clickhouse.read<{ group_kind: string; group_id: string; newest: string }>(
      `SELECT group_kind, group_id, max(slice) AS newest FROM @db.result_slices
      WHERE result = {result:String} GROUP BY group_kind, group_id`,
      { result },
    );
    const before = new Map(current.map(({ group_kind, group_id, newest }) => [`${group_kind} ${group_id}`, newest]));
    const pairs = slices
      .all()
      .filter((slice) => slice.result === result)
      .flatMap(({ group_kind, group_id, slice }) => {
        const old = before.get(`${group_kind} ${group_id}`);
        return old === undefined ? [] : [{ old, slice }];
      });
    if (pairs.length === 0) continue;
    const [, ...columns] = resultTables[resultsOf[result]];
    await clickhouse.write.command(
      `INSERT INTO @db.${resultsOf[result]} (slice, ${columns.join(", ")})
      SELECT transform(slice, {old:Array(UInt64)}, {new:Array(UInt64)}, toUInt64(0)), ${columns.join(", ")}
      FROM @db.${resultsOf[result]} WHERE slice IN {old:Array(UInt64)} AND date IN {days:Array(Date)}
      SETTINGS max_threads = 1`,
      { old: pairs.map(({ old }) => BigInt(old)), new: pairs.map(({ slice }) => slice), days },
    );
  }
}
