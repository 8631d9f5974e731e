import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { inRollups, rollupParameters } from "#indicators/rollup-cover.ts";
import { beginDrop, endDrop } from "./announce-drop.ts";

/**
 * Takes away rollups that were made with other definitions or have lost rows, and rows that no rollup says are whole: a process
 * that died left them. What is missing is made again.
 */
export async function verifyRollups(clickhouse: ClickHouse): Promise<void> {
  const worthless = await clickhouse.read<{ from_sequence: string; through: string; is_marked: boolean }>(
    `SELECT from_sequence, through, countIf(is_mark) > 0 AS is_marked
    FROM (
      SELECT from_sequence, through, row_count, measures, true AS is_mark FROM @db.rollups
      UNION ALL
      SELECT from_sequence, through, count() AS row_count, '' AS measures, false AS is_mark
      FROM @db.daily_changes GROUP BY from_sequence, through
    )
    GROUP BY from_sequence, through
    HAVING countIf(is_mark AND measures != {measuresDigest:String}) > 0
      OR sumIf(row_count, is_mark) != sumIf(row_count, NOT is_mark)`,
    { measuresDigest },
  );
  if (worthless.length === 0) return;
  const parameters = rollupParameters(
    worthless.map(({ from_sequence, through }) => ({ from_sequence: Number(from_sequence), through: Number(through) })),
  );
  const isRead = worthless.some(({ is_marked }) => is_marked);
  if (isRead) await beginDrop(clickhouse);
  for (const table of ["rollups", "daily_changes"])
    await clickhouse.write.command(`DELETE FROM @db.${table} WHERE ${inRollups}`, parameters);
  if (isRead) await endDrop(clickhouse);
}
