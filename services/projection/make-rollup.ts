import { isDeepStrictEqual } from "node:util";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import {
  entryChanges,
  measuresDigest,
  rollupChanges,
  summedIndicators,
  summedMeasures,
} from "#indicators/daily-changes.ts";
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
/** Of each measure another one, so that none can stand in for a second; one sum takes a tenth of the time of one a measure. */
const weights = measures.map((_, place) => (place + 1) * 1_000_003);

/** Makes one rollup of facts: by day, member and function, and by day and entry. */
export async function rollUpFacts(clickhouse: ClickHouse, range: LedgerRange): Promise<void> {
  const { from_sequence: first, through: last, known_from, known_at } = range;
  const parameters = { first, last, known_from, known_at };
  const entry_row_count = await fill(
    clickhouse,
    {
      table: "entry_changes",
      keys: ["sequence", "date", "member"],
      rows: { sql: "sequence BETWEEN {first:UInt64} AND {last:UInt64}", parameters: { first, last } },
    },
    { sql: entryChanges, parameters },
  );
  await mark(
    clickhouse,
    range,
    await fillRange(clickhouse, range, { sql: rollupChanges, parameters }),
    entry_row_count,
  );
}

/** Makes one rollup of those that it covers. */
export async function mergeRollups(
  clickhouse: ClickHouse,
  range: LedgerRange,
  parts: readonly RollupRange[],
): Promise<void> {
  const source = { sql: `SELECT * FROM @db.daily_changes WHERE ${inRollups}`, parameters: rollupParameters(parts) };
  await mark(clickhouse, range, await fillRange(clickhouse, range, source), "0");
}

interface Source {
  sql: string;
  parameters: QueryParameters;
}

async function fillRange(
  clickhouse: ClickHouse,
  { from_sequence, through }: RollupRange,
  source: Source,
): Promise<string> {
  const rows = { sql: inRollups, parameters: rollupParameters([{ from_sequence, through }]) };
  const target = { table: "daily_changes", keys: ["date", "member", "function"], rows } as const;
  return await fill(clickhouse, target, source, { from_sequence, through });
}

/**
 * Adds up the changes of a source and inserts them with some fixed columns. Compares what is there then with the source, and gives
 * how many rows it is.
 */
async function fill(
  clickhouse: ClickHouse,
  { table, keys, rows }: { table: "daily_changes" | "entry_changes"; keys: readonly string[]; rows: Source },
  source: Source,
  fixed: Readonly<Record<string, number>> = {},
): Promise<string> {
  const made = { sql: `SELECT * FROM @db.${table} WHERE ${rows.sql}`, parameters: rows.parameters };
  // What a process that died, or a failure, has left half done.
  const [left] = await clickhouse.read(`SELECT 1 FROM (${made.sql}) LIMIT 1`, made.parameters);
  if (left) await clickhouse.write.command(`DELETE FROM @db.${table} WHERE ${rows.sql}`, rows.parameters);
  const columns = [...Object.keys(fixed), ...keys, ...measures];
  const values = [
    ...Object.keys(fixed).map((name) => `{${name}:UInt64}`),
    ...keys,
    ...measures.map((name) => `sum(${name})`),
  ];
  await clickhouse.write.command(
    `INSERT INTO @db.${table} (${columns.join(", ")})
    SELECT ${values.join(", ")} FROM (${source.sql}) GROUP BY ${keys.join(", ")}`,
    { ...source.parameters, ...fixed },
  );
  const { row_count, ...stored } = await sumsOf(clickhouse, made);
  const { row_count: _, ...expected } = await sumsOf(clickhouse, source);
  if (!isDeepStrictEqual(stored, expected)) throw new Error(`read back other rows of ${table} than were written`);
  return row_count;
}

/** How many rows there are, and a sum that changes when one is missing, doubled, of another day, or has another value. */
async function sumsOf(clickhouse: ClickHouse, { sql, parameters }: Source): Promise<{ row_count: string }> {
  const [row] = await clickhouse.read<{ row_count: string }>(
    `SELECT count() AS row_count,
      sum(arrayDotProduct([${measures.join(", ")}], {weights:Array(Int64)}) * toInt64(toInt32(date))) AS weighed
    FROM (${sql})`,
    { ...parameters, weights },
  );
  if (!row) throw new Error("the engine gave no sums");
  return row;
}

async function mark(
  clickhouse: ClickHouse,
  range: LedgerRange,
  row_count: string,
  entry_row_count: string,
): Promise<void> {
  const { from_sequence, through, known_from, known_at } = range;
  await clickhouse.write.insert("@db.rollups", [
    { from_sequence, through, known_from, known_at, measures: measuresDigest, row_count, entry_row_count },
  ]);
}
