import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { rollupCover } from "#indicators/rollup-cover.ts";
import { type LedgerRange, makeRollup, type Rollup } from "./make-rollup.ts";

export interface RollUp {
  /** Rows were projected. */
  wrote(rows: number): void;
  /** Whether so many were that the next rollup is worth the projector's time though entries wait. */
  isUrgent(): boolean;
  /** Makes one rollup when one is due, and tells whether it did. One thing at a time calls it. */
  next(): Promise<boolean>;
}

/** Rows of facts that a reader adds up without a rollup: so many make one, and so does the end of a month of knowledge. */
const usualTailRows = 200_000;

/** Sums up closed ranges of the ledger, so that a series need not go through every row of facts: docs/facts.md. */
export function createRollUp(clickhouse: ClickHouse, { tailRows } = { tailRows: usualTailRows }): RollUp {
  let rowsSince = 0;
  /** Nothing was due, and nothing was projected since. */
  let isCurrent = false;

  async function isMade(): Promise<boolean> {
    const cover = rollupCover(await madeRollups(clickhouse), Infinity);
    const merged = mergedRange(cover);
    const range = merged?.range ?? (await closedRange(clickhouse, cover.at(-1)?.through ?? 0, tailRows));
    if (!range) return false;
    await makeRollup(clickhouse, range, merged?.parts);
    return true;
  }

  return {
    wrote(rows) {
      rowsSince += rows;
      isCurrent = false;
    },
    isUrgent: () => rowsSince >= tailRows,
    async next() {
      rowsSince = 0;
      if (isCurrent) return false;
      isCurrent = true;
      isCurrent = !(await isMade());
      return !isCurrent;
    },
  };
}

async function madeRollups(clickhouse: ClickHouse): Promise<Rollup[]> {
  const rows = await clickhouse.read<Record<keyof Rollup, string>>(
    `SELECT from_sequence, through, known_from, known_at, row_count FROM @db.rollups
    WHERE measures = {measuresDigest:String}`,
    { measuresDigest },
  );
  return rows.map(({ from_sequence, through, known_from, known_at, row_count }) => ({
    from_sequence: Number(from_sequence),
    through: Number(through),
    known_from,
    known_at,
    row_count: Number(row_count),
  }));
}

/**
 * The rollups at the end that are worth merging: the first has no more rows than the others, so that each of what is left has more
 * than all after it, and a reader of a long ledger reads at most twice the rows of the longest. The parts stay, for readers of
 * earlier vintages.
 */
function mergedRange(cover: readonly Rollup[]): { range: LedgerRange; parts: Rollup[] } | undefined {
  const isWorthIt = ({ row_count }: Rollup, at: number): boolean => {
    const after = cover.slice(at + 1);
    return after.length > 0 && row_count <= after.reduce((sum, rollup) => sum + rollup.row_count, 0);
  };
  const at = cover.findIndex(isWorthIt);
  const [first, last] = [cover[at], cover.at(-1)];
  if (!first || !last) return undefined;
  return {
    range: { ...last, from_sequence: first.from_sequence, known_from: first.known_from },
    parts: cover.slice(at),
  };
}

/**
 * The range after an entry that will not grow any more: entries of one month of knowledge, up to the one that makes it too long for
 * readers to add up, or all when the month is over.
 */
async function closedRange(clickhouse: ClickHouse, after: number, rows: number): Promise<LedgerRange | undefined> {
  const [range] = await clickhouse.read<{ through: string; known_from: string; known_at: string }>(
    `SELECT max(sequence) AS through, min(at) AS known_from, max(at) AS known_at
    FROM (
      SELECT sequence, known_at AS at, row_count, toYYYYMM(at) AS month,
        min(month) OVER () AS first_month, max(month) OVER () AS last_month,
        sum(row_count) OVER (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
      FROM @db.projected WHERE sequence > {after:UInt64}
    )
    WHERE month = first_month AND total - row_count < {rows:UInt64}
    HAVING max(total) >= {rows:UInt64} OR any(first_month) < any(last_month)`,
    { after, rows },
  );
  return range && { ...range, from_sequence: after + 1, through: Number(range.through) };
}
