import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import type { RollupRange } from "#indicators/rollup-cover.ts";

/** A rollup that may be read: its rows are whole, and made with the definitions of this code. */
export interface KnownRollup extends RollupRange {
  /** RFC 3339: instant of its last entry. */
  known_at: string;
}

/** Every rollup that there is. */
export async function readRollups(clickhouse: ClickHouse): Promise<KnownRollup[]> {
  const rows = await clickhouse.read<Record<keyof KnownRollup, string>>(
    "SELECT from_sequence, through, known_at FROM @db.rollups WHERE measures = {measuresDigest:String}",
    { measuresDigest },
  );
  return rows.map(({ from_sequence, through, known_at }) => ({
    from_sequence: Number(from_sequence),
    through: Number(through),
    known_at,
  }));
}
