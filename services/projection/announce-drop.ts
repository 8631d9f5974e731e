import type { ClickHouse } from "#db/clickhouse.ts";

async function lastStep(clickhouse: ClickHouse): Promise<number> {
  const [row] = await clickhouse.read<{ step: string }>("SELECT max(step) AS step FROM @db.drops");
  return Number(row?.step ?? 0);
}

/**
 * Tells readers that rows are taken away from now on: migrations/clickhouse/0004-drops.sql. A drop that a killed process began is
 * gone on with, under the step that it made.
 */
export async function beginDrop(clickhouse: ClickHouse): Promise<void> {
  const step = await lastStep(clickhouse);
  if (step % 2 === 0) await clickhouse.write.insert("@db.drops", [{ step: step + 1 }]);
}

/** And that it has ended. */
export async function endDrop(clickhouse: ClickHouse): Promise<void> {
  const step = await lastStep(clickhouse);
  if (step % 2 === 1) await clickhouse.write.insert("@db.drops", [{ step: step + 1 }]);
}
