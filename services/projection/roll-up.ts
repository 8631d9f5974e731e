import type { ClickHouse } from "#db/clickhouse.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { rollupCover } from "#indicators/rollup-cover.ts";
import { type LedgerRange, mergeRollups, type Rollup, rollUpFacts } from "./make-rollup.ts";

export interface RollUp {
  /** Rows were projected. */
  wrote(rows: number): void;
  /** Whether so many were that the next rollup is worth the projector's time though entries wait. */
  isUrgent(): boolean;
  /** Whether so many were that one may be due, though nothing was quiet for long. */
  isLikely(): boolean;
  /** Makes one rollup when one is due, and tells whether it did. One thing at a time calls it. */
  next(): Promise<boolean>;
}

export interface RollUpLimits {
  /** Rows of facts that make a rollup when there is nothing else to do: what readers have to add up themselves. */
  least: number;
  /** Rows that one is made of at most, for readers of earlier vintages; so many make one though entries wait. */
  most: number;
}

const usualLimits: RollUpLimits = { least: 25_000, most: 500_000 };

/** Sums up closed ranges of the ledger, so that a series need not go through every row of facts: docs/facts.md. */
export function createRollUp(clickhouse: ClickHouse, limits: RollUpLimits = usualLimits): RollUp {
  let rowsSince = 0;
  /** Nothing was due, and nothing was projected since. */
  let isCurrent = false;

  async function isMade(): Promise<boolean> {
    const cover = rollupCover(await madeRollups(clickhouse), Infinity);
    const merged = mergedRange(cover);
    if (merged) {
      await mergeRollups(clickhouse, merged, cover);
      return true;
    }
    const range = await closedRange(clickhouse, cover.at(-1)?.through ?? 0, limits);
    if (!range) return false;
    await rollUpFacts(clickhouse, range);
    return true;
  }

  return {
    wrote(rows) {
      rowsSince += rows;
      isCurrent = false;
    },
    isUrgent: () => rowsSince >= limits.most,
    isLikely: () => rowsSince >= limits.least,
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
 * Rollups that follow each other become one when all after the first have as many rows as it: a reader of a long ledger reads at
 * most twice what the sums of all of it take. The parts stay, for readers of earlier vintages.
 */
function mergedRange([first, ...others]: readonly Rollup[]): LedgerRange | undefined {
  const last = others.at(-1);
  if (!first || !last) return undefined;
  const rowsAfter = others.reduce((sum, { row_count }) => sum + row_count, 0);
  return rowsAfter >= first.row_count
    ? { ...last, from_sequence: first.from_sequence, known_from: first.known_from }
    : undefined;
}

/** The range after an entry that is worth a rollup: with rows enough, so that a coalition whose facts are few has none. */
async function closedRange(
  clickhouse: ClickHouse,
  after: number,
  { least, most }: RollUpLimits,
): Promise<LedgerRange | undefined> {
  const [range] = await clickhouse.read<{ through: string; known_from: string; known_at: string }>(
    `SELECT max(sequence) AS through, min(at) AS known_from, max(at) AS known_at
    FROM (
      SELECT sequence, known_at AS at, row_count,
        sum(row_count) OVER (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
      FROM @db.projected WHERE sequence > {after:UInt64}
    )
    WHERE total - row_count < {most:UInt64}
    HAVING max(total) >= {least:UInt64}`,
    { after, least, most },
  );
  return range && { ...range, from_sequence: after + 1, through: Number(range.through) };
}
