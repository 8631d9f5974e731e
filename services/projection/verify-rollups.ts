import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { inRollups, rollupParameters } from "#indicators/rollup-cover.ts";
import { beginDrop, endDrop } from "./announce-drop.ts";

/**
 * Takes away all rollups when one was made with other definitions or has lost rows: they are made again. Else only rows that no
 * rollup says are whole: a process that died left them.
 */
export async function verifyRollups(clickhouse: ClickHouse): Promise<void> {
  const rangesSql =
    "SELECT from_sequence, through, count() AS row_count FROM @db.daily_changes GROUP BY from_sequence, through";
  const [differing] = await clickhouse.read<{ ranges: string; entry_rows: string }>(
    `SELECT
      (SELECT count() FROM @db.rollups
        WHERE measures != {measuresDigest:String}
          OR row_count > 0 AND (from_sequence, through, row_count) NOT IN (${rangesSql})) AS ranges,
      (SELECT count() FROM @db.entry_changes WHERE sequence <= (SELECT max(through) FROM @db.rollups))
        - (SELECT sum(entry_row_count) FROM @db.rollups) AS entry_rows`,
    { measuresDigest },
  );
  if (differing?.ranges !== "0" || differing.entry_rows !== "0") {
    await beginDrop(clickhouse);
    for (const table of ["rollups", "daily_changes", "entry_changes"])
      await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
    await endDrop(clickhouse);
    return;
  }
  const left = await clickhouse.read<{ from_sequence: string; through: string }>(
    `SELECT from_sequence, through FROM (${rangesSql})
    WHERE (from_sequence, through) NOT IN (SELECT from_sequence, through FROM @db.rollups)`,
  );
  if (left.length === 0) return;
  await clickhouse.write.command(
    `DELETE FROM @db.daily_changes WHERE ${inRollups}`,
    rollupParameters(
      left.map(({ from_sequence, through }) => ({ from_sequence: Number(from_sequence), through: Number(through) })),
    ),
  );
}
