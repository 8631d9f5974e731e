import type { ClickHouse } from "#db/clickhouse.ts";
import type { DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

export type DurationRow = CutRow & DurationCount;

/** How many workloads took, or have waited, how long: what Kaplan-Meier times are made of. */
export async function durationsOn(
  clickhouse: ClickHouse,
  { sql }: Indicator,
  question: FactQuestion,
): Promise<DurationRow[]> {
  const { columns } = question.cut;
  const source = factsOn("deployment", ["since", "event_on", "ended_on"], question);
  const rows = await clickhouse.read<CutRow & Pick<DurationCount, "outcome"> & { days: string; count: string }>(
    `SELECT ${[...columns, "judged.1 AS outcome", "judged.2 AS days", "sum(weight) AS count"].join(", ")}
FROM (
  SELECT *, {date:Date32} AS day, (
${sql}
  ) AS judged
  FROM (${source.sql})
)
GROUP BY ${[...columns, "outcome", "days"].join(", ")} HAVING count != 0`,
    source.parameters,
  );
  return rows.map((row) => ({
    ...cutOf(row),
    outcome: row.outcome,
    days: Number(row.days),
    count: Number(row.count),
  }));
}
