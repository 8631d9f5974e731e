import { isDeepStrictEqual } from "node:util";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import { measuresDigest, rollupChanges, summedIndicators, summedMeasures } from "#indicators/daily-changes.ts";
import { inRollups, rollupParameters, type RollupRange } from "#indicators/rollup-cover.ts";

/** Entries of the ledger that follow each other. */
export interface LedgerRange extends RollupRange {
  /** RFC 3339: instants of the first entry and the last. */
  known_from: string;
  known_at: string;
}

/** A row of migrations/clickhouse/0008-rollups.sql. */
export interface Rollup extends LedgerRange {
  row_count: number;
}

const measures = summedMeasures(summedIndicators).map(({ name }) => name);
const columns = ["date", "member", "function", ...measures].join(", ");

/**
 * Makes one rollup, of facts, or of rollups that it covers. Rows go first and are compared with what they were made of; then the
 * row of `rollups` says that they are whole.
 */
export async function makeRollup(
  clickhouse: ClickHouse,
  { from_sequence, through, known_from, known_at }: LedgerRange,
  parts: readonly RollupRange[] = [],
): Promise<void> {
  const source: Source =
    parts.length > 0
      ? { sql: storedChanges, parameters: rollupParameters(parts) }
      : { sql: rollupChanges, parameters: { first: from_sequence, last: through, known_from, known_at } };
  const made: Source = { sql: storedChanges, parameters: rollupParameters([{ from_sequence, through }]) };

  // What a process that died, or a failure, has left half done.
  const left = await rowsOf(clickhouse, made);
  if (left.row_count !== "0")
    await clickhouse.write.command(`DELETE FROM @db.daily_changes WHERE ${inRollups}`, made.parameters);
  await clickhouse.write.command(
    `INSERT INTO @db.daily_changes (from_sequence, through, ${columns})
    SELECT {from_sequence:UInt64}, {through:UInt64}, date, member, function, ${measures.map((name) => `sum(${name})`).join(", ")}
    FROM (${source.sql}) GROUP BY date, member, function`,
    { ...source.parameters, from_sequence, through },
  );
  const { row_count, ...sums } = await rowsOf(clickhouse, made);
  const { row_count: _, ...expected } = await rowsOf(clickhouse, source);
  if (!isDeepStrictEqual(sums, expected))
    throw new Error(`read back other daily changes of ledger entries ${from_sequence} to ${through} than were written`);
  await clickhouse.write.insert("@db.rollups", [
    { from_sequence, through, known_from, known_at, measures: measuresDigest, row_count },
  ]);
}

interface Source {
  sql: string;
  parameters: QueryParameters;
}

const storedChanges = `SELECT ${columns} FROM @db.daily_changes WHERE ${inRollups}`;

/** How many rows there are, and sums that change when any of them is missing, doubled, or in another place. */
async function rowsOf(clickhouse: ClickHouse, { sql, parameters }: Source): Promise<Record<string, string>> {
  const sums = measures.map((name) => `sum(${name} * (toInt64(toInt32(date)) + function)) AS sum_${name}`);
  const [row] = await clickhouse.read<Record<string, string>>(
    `SELECT count() AS row_count, ${sums.join(", ")} FROM (${sql})`,
    parameters,
  );
  return row ?? {};
}
