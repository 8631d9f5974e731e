import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import {
  correctionMeasures,
  correctionSums,
  type Measure,
  stockMeasures,
  stockSums,
  type Sums,
} from "#indicators/measures.ts";

/** Sums by measure for each row of the cut. */
export type StockRow = CutRow & { sums: Sums };

/** Counts workloads: every indicator judges each row of facts, and the signed rows of each answer are summed. */
export async function stocksOn(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  question: FactQuestion,
): Promise<StockRow[]> {
  const { sql, parameters } = factsOn("workload", ["facts", "since"], question);
  const rows = await clickhouse.read<SumRow>(stockSums(indicators, question.cut.columns, sql), parameters);
  return rows.map((row) => stockRow(row, stockMeasures(indicators)));
}

/** Counts findings past their due date. */
export async function correctionsOn(clickhouse: ClickHouse, question: FactQuestion): Promise<StockRow[]> {
  const { sql, parameters } = factsOn("finding", ["since"], question);
  const rows = await clickhouse.read<SumRow>(correctionSums(question.cut.columns, sql), parameters);
  return rows.map((row) => stockRow(row, correctionMeasures));
}

type SumRow = CutRow & Record<string, string>;

const stockRow = (row: SumRow, measures: readonly Measure[]): StockRow => ({
  ...cutOf(row),
  // 64-bit sums arrive as texts.
  sums: Object.fromEntries(measures.map(({ name }) => [name, Number(row[name])])),
});

export const cutOf = ({ member, agency, function: division, sequence }: CutRow): CutRow => ({
  ...(member !== undefined && { member }),
  ...(agency !== undefined && { agency }),
  ...(division !== undefined && { function: division }),
  ...(sequence !== undefined && { sequence: Number(sequence) }),
});
