import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import { summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { changeSources, type StockQuestion } from "./change-sources.ts";
import { type KnownRollup, readRollups } from "./known-rollups.ts";
import { runningSums } from "./running-sums.ts";

/** What there is on each point of a span, by measure: of one pool, and of one function where functions are told apart. */
export interface PoolStocks {
  pool: string;
  function?: number;
  sums: Readonly<Record<string, Float64Array>>;
}

/**
 * What is counted of workloads, findings and agencies. Changes of most entries of the ledger are read from rollups; of those after
 * the last rollup that ends within the vintage entry by entry; of those after the last of all from the rows of facts.
 */
export async function stocksWithin(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  question: StockQuestion,
  rollupsNow: () => Promise<readonly KnownRollup[]> = () => readRollups(clickhouse),
): Promise<PoolStocks[]> {
  const { span, pools, hasRollups = true } = question;
  const rollups = hasRollups && pools.rolledScope !== undefined ? await rollupsNow() : [];
  const sources = changeSources(indicators, question, rollups);
  if (sources.length === 0) return [];

  const keys = ["pool", ...(pools.isByFunction ? ["function"] : [])].join(", ");
  const measures = summedMeasures(indicators).map(({ name }) => name);
  const lists = ["groupArray(at) AS places", ...measures.map((name) => `groupArray(${name}) AS changes_${name}`)];
  const rows = await clickhouse.read<{ pool: string; function?: number } & Record<string, number[]>>(
    // Sums have far fewer digits than a number holds, and numbers are read much faster than the texts of 64-bit integers. What
    // follows rollups is little: sharing it out between threads would cost readers at the same time more than it saves.
    `SELECT ${keys}, ${lists.join(", ")}
FROM (${sources.map(({ sql }) => sql).join("\nUNION ALL ")})
GROUP BY ${keys}
SETTINGS output_format_json_quote_64bit_integers = 0${rollups.length > 0 ? ", max_threads = 1" : ""}`,
    Object.assign({}, ...sources.map(({ parameters }) => parameters)) as QueryParameters,
  );
  return rows.map((row) => ({
    pool: row.pool,
    ...(pools.isByFunction && { function: row.function }),
    sums: Object.fromEntries(
      measures.map((name) => [name, runningSums(span.points.length, row.places ?? [], row[`changes_${name}`] ?? [])]),
    ),
  }));
}
