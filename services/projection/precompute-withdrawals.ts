import { isDeepStrictEqual } from "node:util";
import type { ClickHouse } from "#db/clickhouse.ts";
import { factChanges, neverDate } from "#indicators/fact-changes.ts";
import { judgeEveryRow } from "#indicators/judge-every-row.ts";
import { inEntries, singleWithdrawals, withdrawalColumns, withdrawalsDigest } from "#indicators/single-withdrawals.ts";
import { verifyWithdrawals } from "./verify-withdrawals.ts";

export interface WithdrawalPrecomputation {
  /** Entries were projected, with so many rows. */
  wrote(rows: number): void;
  /** Whether so much waits, or for so long, that it is worth the projector's time though entries wait. */
  isUrgent(): boolean;
  /** Does the next piece of work when there is one, and tells whether there was. One thing at a time calls it. */
  next(): Promise<boolean>;
  /** Rows of the projection were taken away: what was under way is begun again. */
  forget(): void;
}

export interface PieceSizes {
  /** Rows of facts, of all kinds: a range of entries ends with the one that makes it so long. */
  rangeRows: number;
  /** Rows of kind `withdrawal` in one slice of a range. */
  sliceRows: number;
}

/** A slice takes about 50 ms, so that a push never waits for more. */
const usualSizes: PieceSizes = { rangeRows: 50_000, sliceRows: 2_000 };
const urgentRows = 200_000;
const urgentMs = 60_000;

/** Entries of the ledger that follow each other, and the slices in which their rows are made. */
interface Range {
  first: number;
  last: number;
  /** RFC 3339: instants of the first entry and the last. */
  known_from: string;
  known_at: string;
  slices: number;
  /** How many are made. */
  made: number;
}

/**
 * Keeps `withdrawals` up with the facts: what the withdrawal of every single provider and jurisdiction would do, judged once, when
 * a fact comes to be known. A range of entries is made slice by slice, and then marked; until then nobody reads it.
 */
export function precomputeWithdrawals(
  clickhouse: ClickHouse,
  { now, sizes = usualSizes }: { now: () => number; sizes?: PieceSizes },
): WithdrawalPrecomputation {
  let range: Range | undefined;
  /** Whether every row is one of a mark, or of a slice made since. */
  let isClean = false;
  /** Nothing was left to do, and nothing was projected since. */
  let isCurrent = false;
  let waitingRows = 0;
  let waitingSince: number | undefined;

  async function isAdvanced(): Promise<boolean> {
    if (!isClean) {
      range = undefined;
      await verifyWithdrawals(clickhouse);
    }
    isClean = false;
    range ??= await nextRange(clickhouse, sizes);
    const isAny = range !== undefined;
    if (range && range.made < range.slices) {
      await makeSlice(clickhouse, range);
      range.made += 1;
    }
    if (range && range.made >= range.slices) {
      await readBack(clickhouse, range);
      await mark(clickhouse, range);
      range = undefined;
    }
    isClean = true;
    return isAny;
  }

  return {
    wrote(rows) {
      isCurrent = false;
      waitingRows += rows;
      waitingSince ??= now();
    },
    isUrgent: () => waitingRows >= urgentRows || (waitingSince !== undefined && now() - waitingSince >= urgentMs),
    async next() {
      if (isCurrent) return false;
      // A failure is tried again when more was projected.
      isCurrent = true;
      isCurrent = !(await isAdvanced());
      if (isCurrent) {
        waitingRows = 0;
        waitingSince = undefined;
      }
      return !isCurrent;
    },
    forget() {
      isClean = false;
      isCurrent = false;
    },
  };
}

async function nextRange(clickhouse: ClickHouse, { rangeRows, sliceRows }: PieceSizes): Promise<Range | undefined> {
  const [range] = await clickhouse.read<{ first: string; last: string; known_from: string; known_at: string }>(
    `SELECT min(sequence) AS first, max(sequence) AS last, min(at) AS known_from, max(at) AS known_at
    FROM (
      SELECT sequence, known_at AS at, row_count,
        sum(row_count) OVER (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
      FROM @db.projected WHERE sequence > (SELECT max(through) FROM @db.withdrawal_marks)
    )
    WHERE total - row_count < {rangeRows:UInt64} HAVING count() > 0`,
    { rangeRows },
  );
  if (!range) return undefined;
  const [found] = await clickhouse.read<{ rows: string }>(
    `SELECT count() AS rows FROM @db.facts WHERE kind = 'withdrawal' AND ${inEntries}`,
    range,
  );
  const slices = Math.ceil(Number(found?.rows ?? 0) / sliceRows);
  return { ...range, first: Number(range.first), last: Number(range.last), slices, made: 0 };
}

async function makeSlice(
  clickhouse: ClickHouse,
  { first, last, known_from, known_at, slices, made }: Range,
): Promise<void> {
  // One thread: the other cores are for whoever waits for an answer.
  await clickhouse.write.command(
    `INSERT INTO @db.withdrawals (${withdrawalColumns.join(", ")}, through)
    SELECT *, {last:UInt64} AS through FROM (${singleWithdrawals})
    ${judgeEveryRow}, max_threads = 1`,
    { first, last, known_from, known_at, slices, slice: made },
  );
}

/**
 * Compares the rows of a range with what they were made of: how many changes there are of workloads and the names that each is
 * exposed to, and on which days.
 */
async function readBack(clickhouse: ClickHouse, { first, last, known_from, known_at }: Range): Promise<void> {
  const within = { first, last, known_from, known_at };
  const source = factChanges({
    kind: "withdrawal",
    columns: ["length(exposed_to) + 2 AS names"],
    where: inEntries,
    until: neverDate,
    by: (day) => [`${day} AS date`],
  });
  const sums = (rows: string): string =>
    `SELECT sum(changes) AS total, sum(changes * toInt32(date)) AS days FROM (${rows})`;
  const [stored] = await clickhouse.read(
    sums("SELECT date, count AS changes FROM @db.withdrawals WHERE through = {last:UInt64}"),
    { last },
  );
  const [expected] = await clickhouse.read(sums(`SELECT date, weight * names AS changes FROM (${source})`), within);
  if (!isDeepStrictEqual(stored, expected))
    throw new Error(`read back other withdrawals of ledger entries ${first} to ${last} than were written`);
}

async function mark(clickhouse: ClickHouse, { last, known_at }: Range): Promise<void> {
  const [found] = await clickhouse.read<{ row_count: string }>("SELECT count() AS row_count FROM @db.withdrawals");
  await clickhouse.write.insert("@db.withdrawal_marks", [
    { through: last, known_at, definition: withdrawalsDigest, row_count: found?.row_count ?? 0 },
  ]);
}
