import type { ClickHouse } from "#db/clickhouse.ts";
import { dailyChanges, summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { inRollups, rollupParameters } from "#indicators/rollup-cover.ts";
import { type ChangeQuestion, changeParameters, knownChanges } from "./known-changes.ts";
import { knownRollups } from "./known-rollups.ts";
import { runningSums } from "./running-sums.ts";
import { afterSpan, placeOf } from "./span.ts";

/** What there is on each point of a span, by measure: of one pool, and of one function where functions are told apart. */
export interface PoolStocks {
  pool: string;
  function?: number;
  sums: Readonly<Record<string, Float64Array>>;
}

export interface StockQuestion extends ChangeQuestion {
  isByFunction: boolean;
  /** Rollups know of members, and of no agencies. */
  hasRollups: boolean;
}

/** What is counted of workloads and findings: the changes of rollups, and of the rows of facts after the last. */
export async function stocksWithin(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  question: StockQuestion,
): Promise<PoolStocks[]> {
  const { span, vintage, pools, isByFunction } = question;
  if (vintage.sequence === 0) return [];
  const measures = summedMeasures(indicators).map(({ name }) => name);
  const functions = isByFunction ? ["function"] : [];
  const keys = ["pool", ...functions];
  const rollups = question.hasRollups ? await knownRollups(clickhouse, vintage.sequence) : [];

  const ofFacts = dailyChanges(indicators, [...keys, "at"], (kind, columns) =>
    knownChanges(kind, columns, question, functions),
  );
  const sums = measures.map((name) => `sum(${name}) AS sum_${name}`);
  const ofRollups = `SELECT ${[`${pools.pool} AS pool`, ...functions, `${placeOf(span, "date")} AS at`, ...sums].join(", ")}
FROM @db.daily_changes WHERE ${inRollups} AND ${pools.scope} AND date < ${afterSpan}
GROUP BY ${[...keys, "at"].join(", ")}`;
  const lists = ["groupArray(at) AS places", ...measures.map((name) => `groupArray(${name}) AS changes_${name}`)];
  const rows = await clickhouse.read<{ pool: string; function?: number } & Record<string, number[]>>(
    // Sums have far fewer digits than a number holds, and numbers are read much faster than the texts of 64-bit integers.
    `SELECT ${[...keys, ...lists].join(", ")}
FROM (${ofFacts}${rollups.length > 0 ? `\nUNION ALL ${ofRollups}` : ""})
GROUP BY ${keys.join(", ")}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    { ...changeParameters(question, rollups.at(-1)), ...(rollups.length > 0 && rollupParameters(rollups)) },
  );
  return rows.map((row) => ({
    pool: row.pool,
    ...(isByFunction && { function: row.function }),
    sums: Object.fromEntries(
      measures.map((name) => [name, runningSums(span.points.length, row.places ?? [], row[`changes_${name}`] ?? [])]),
    ),
  }));
}
