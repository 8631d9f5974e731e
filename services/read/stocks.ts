import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import {
  correctionMeasures,
  judgements,
  type Measure,
  measuresOf,
  sumOf,
  type Sums,
  versionsMeasure,
} from "./measures.ts";

/** Sums by measure for each row of the cut. */
export type StockRow = CutRow & { sums: Sums };

/** Counts workloads: every indicator judges each row of facts, and the signed rows of each answer are summed. */
export async function stocksOn(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  question: FactQuestion,
): Promise<StockRow[]> {
  const measures = [versionsMeasure, ...indicators.flatMap(measuresOf)];
  const source = factsOn("workload", ["facts", "since"], question);
  return await sumsOf(clickhouse, measures, question, {
    ...source,
    sql: `SELECT ${[...question.cut.columns, "weight"].join(", ")}, ${judgements(indicators)}\n  FROM (${source.sql})`,
  });
}

/** Counts findings past their due date. */
export async function correctionsOn(clickhouse: ClickHouse, question: FactQuestion): Promise<StockRow[]> {
  const source = factsOn("finding", ["since"], question);
  return await sumsOf(clickhouse, correctionMeasures, question, {
    ...source,
    sql: `SELECT *, toInt64(toInt32(since)) AS since_day FROM (${source.sql})`,
  });
}

async function sumsOf(
  clickhouse: ClickHouse,
  measures: readonly Measure[],
  { cut }: FactQuestion,
  source: ReturnType<typeof factsOn>,
): Promise<StockRow[]> {
  const rows = await clickhouse.read<CutRow & Record<string, string>>(
    `SELECT ${[...cut.columns, ...measures.map(sumOf)].join(",\n  ")}
FROM (
  ${source.sql}
)${cut.columns.length > 0 ? `\nGROUP BY ${cut.columns.join(", ")}` : ""}`,
    source.parameters,
  );
  return rows.map((row) => ({
    ...cutOf(row),
    // 64-bit sums arrive as texts.
    sums: Object.fromEntries(measures.map(({ name }) => [name, Number(row[name])])),
  }));
}

export const cutOf = ({ member, agency, function: division }: CutRow): CutRow => ({
  ...(member !== undefined && { member }),
  ...(agency !== undefined && { agency }),
  ...(division !== undefined && { function: division }),
});
