import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { rollupCover, type RollupRange } from "#indicators/rollup-cover.ts";

/** A rollup that may be read: its rows are whole, and made with the definitions of this code. */
export interface KnownRollup extends RollupRange {
  /** RFC 3339: instant of its last entry. */
  known_at: string;
}

/** Rollups that follow each other from the first entry of the ledger, none beyond a vintage; facts after them are in none. */
export async function knownRollups(clickhouse: ClickHouse, sequence: number): Promise<KnownRollup[]> {
  const rows = await clickhouse.read<Record<keyof KnownRollup, string>>(
    `SELECT from_sequence, through, known_at FROM @db.rollups
    WHERE measures = {measuresDigest:String} AND through <= {sequence:UInt64}`,
    { measuresDigest, sequence },
  );
  const rollups = rows.map(({ from_sequence, through, known_at }) => ({
    from_sequence: Number(from_sequence),
    through: Number(through),
    known_at,
  }));
  return rollupCover(rollups, sequence);
}
