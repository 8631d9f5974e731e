import type { ClickHouse } from "#db/clickhouse.ts";
import type { FactValues } from "#derivation/fact-values.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Scenario } from "#schema/parties.ts";
import type { CutRow } from "../cut.ts";
import { durationsOn } from "../durations.ts";
import type { FactQuestion } from "../fact-source.ts";
import { providersOn } from "../provider-counts.ts";
import type { Addition } from "./running-totals.ts";
import { correctionsOn, stocksOn } from "../stocks.ts";
import { classesOn } from "../withdrawal-counts.ts";

/** Kinds of rows that a form of figure is made of. */
export const kindsOf = {
  share: ["workload"],
  debt: ["workload", "finding"],
  duration: ["deployment"],
  classes: ["withdrawal"],
  concentration: ["concentration"],
} as const satisfies Record<Indicator["form"], readonly FactValues["kind"][]>;

/** A row of sums, and what it adds to totals. */
export type AddingRow = CutRow & { addition: Addition };

/** What rows add to the totals of an indicator over workloads, cut as the question says. */
export async function additionsOn(
  clickhouse: ClickHouse,
  { indicator, scenarios }: { indicator: Indicator; scenarios: ReadonlyMap<string, Scenario> },
  question: FactQuestion,
): Promise<AddingRow[]> {
  switch (indicator.form) {
    case "share":
      return (await stocksOn(clickhouse, [indicator], question)).map(summed);
    case "debt": {
      const [owing, overdue] = await Promise.all([
        stocksOn(clickhouse, [indicator], question),
        correctionsOn(clickhouse, question),
      ]);
      return [...owing, ...overdue].map(summed);
    }
    case "duration":
      return (await durationsOn(clickhouse, indicator, question)).map((row) => ({
        ...row,
        addition: { of: "durations", row },
      }));
    case "concentration":
      return (await providersOn(clickhouse, question)).map((row) => ({ ...row, addition: { of: "providers", row } }));
    case "classes":
      return (await classesOn(clickhouse, indicator, scenarios, question)).map((row): AddingRow => ({
        ...row,
        addition: { ...row, of: "classes" },
      }));
  }
}

const summed = (row: Awaited<ReturnType<typeof stocksOn>>[number]): AddingRow => ({
  ...row,
  addition: { of: "sums", sums: row.sums },
});
