import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import { summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { changeSources, furtherKeys, type StockQuestion } from "./change-sources.ts";
import { type KnownRollup, readRollups } from "./known-rollups.ts";
import { addWhere, runningSums } from "./running-sums.ts";

/** What there is on each point of a span, by measure: of one pool, and of one function where functions are told apart. */
export interface PoolStocks {
  pool: string;
  function?: number;
  sums: Readonly<Record<string, Float64Array>>;
}

type ChangeRow = { pool: string; function?: number; vintage?: number } & Record<string, number[]>;

/**
 * What is counted of workloads, findings and agencies, by vintage. Changes of most entries of the ledger are read from rollups; of
 * those after the last rollup that ends within the vintages entry by entry; of those after the last of all from the rows of facts.
 */
export async function stocksWithin(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  question: StockQuestion,
  rollupsNow: () => Promise<readonly KnownRollup[]> = () => readRollups(clickhouse),
): Promise<PoolStocks[][]> {
  const { span, pools, vintages, hasRollups = true } = question;
  const rollups = hasRollups && pools.rolledScope !== undefined ? await rollupsNow() : [];
  const sources = changeSources(indicators, question, rollups);
  if (sources.length === 0) return vintages.map(() => []);

  const keys = ["pool", ...furtherKeys(question)].join(", ");
  const measures = summedMeasures(indicators).map(({ name }) => name);
  const lists = ["groupArray(at) AS places", ...measures.map((name) => `groupArray(${name}) AS changes_${name}`)];
  const rows = await clickhouse.read<ChangeRow>(
    // Sums have far fewer digits than a number holds, and numbers are read much faster than the texts of 64-bit integers. What
    // follows rollups is little: sharing it out between threads would cost readers at the same time more than it saves.
    `SELECT ${keys}, ${lists.join(", ")}
FROM (${sources.map(({ sql }) => sql).join("\nUNION ALL ")})
GROUP BY ${keys}
SETTINGS output_format_json_quote_64bit_integers = 0${rollups.length > 0 ? ", max_threads = 1" : ""}`,
    Object.assign({}, ...sources.map(({ parameters }) => parameters)) as QueryParameters,
  );
  const sumsOf = (row: ChangeRow): [string, Float64Array][] =>
    measures.map((name) => [name, runningSums(span.points.length, row.places ?? [], row[`changes_${name}`] ?? [])]);
  return stocksByVintage(rows, vintages.length, sumsOf);
}

/** Each vintage has what the one before it has, and the changes that it is the first to know. */
function stocksByVintage(
  rows: readonly ChangeRow[],
  vintages: number,
  sumsOf: (row: ChangeRow) => [string, Float64Array][],
): PoolStocks[][] {
  const pools = new Map<string, ChangeRow[]>();
  for (const row of rows) {
    const name = `${row.function}/${row.pool}`;
    pools.set(name, [...(pools.get(name) ?? []), row]);
  }
  const stocks = Array.from({ length: vintages }, (): PoolStocks[] => []);
  for (const ofPool of pools.values()) {
    let known: PoolStocks | undefined;
    for (const [at, found] of stocks.entries()) {
      for (const row of ofPool.filter(({ vintage = 0 }) => vintage === at)) {
        const { pool, function: division } = row;
        const sums = sumsOf(row);
        // New lists: those of the vintage before are kept as they are.
        for (const [name, values] of sums) {
          const before = known?.sums[name];
          if (before) addWhere(values, before);
        }
        known = { pool, ...(division !== undefined && { function: division }), sums: Object.fromEntries(sums) };
      }
      if (known) found.push(known);
    }
  }
  return stocks;
}
