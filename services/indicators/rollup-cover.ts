/** A rollup: the daily changes that the ledger's entries `from_sequence` to `through` made, both included. */
export interface RollupRange {
  from_sequence: number;
  through: number;
}

/**
 * Rollups that follow each other from the ledger's first entry on, none beyond `sequence`: at each place the one that reaches
 * farthest, so that as few rows as possible have to be read. Entries after the last are in no rollup.
 */
export function rollupCover<Range extends RollupRange>(rollups: readonly Range[], sequence: number): Range[] {
  const farthest = new Map<number, Range>();
  for (const rollup of rollups) {
    const found = farthest.get(rollup.from_sequence);
    if (rollup.through <= sequence && rollup.through > (found?.through ?? 0))
      farthest.set(rollup.from_sequence, rollup);
  }
  const cover: Range[] = [];
  for (let next = farthest.get(1); next !== undefined; next = farthest.get(next.through + 1)) cover.push(next);
  return cover;
}

/** SQL condition on `daily_changes`: rows of some rollups and of no others, whole or not. */
export const inRollups =
  "(from_sequence, through) IN arrayZip({range_starts:Array(UInt64)}, {range_ends:Array(UInt64)})";

export const rollupParameters = (rollups: readonly RollupRange[]) => ({
  range_starts: rollups.map(({ from_sequence }) => from_sequence),
  range_ends: rollups.map(({ through }) => through),
});
