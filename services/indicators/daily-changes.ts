import { createHash } from "node:crypto";
import { catalogue } from "./catalogue.ts";
import { factChanges, neverDate } from "./fact-changes.ts";
import type { Indicator } from "./indicator.ts";
import { correctionMeasures, correctionSums, type Measure, measuresOf, stockMeasures, stockSums } from "./measures.ts";

/** Everything that is a sum over workloads or findings: what a rollup holds. */
export const summedIndicators: readonly Indicator[] = catalogue.filter((indicator) => measuresOf(indicator).length > 0);

const owesCorrections = (indicators: readonly Indicator[]): boolean => indicators.some(({ form }) => form === "debt");

/** What is summed for some indicators: the columns of `dailyChanges`, and of the table `daily_changes` for all of them. */
export const summedMeasures = (indicators: readonly Indicator[]): Measure[] => [
  ...stockMeasures(indicators),
  ...(owesCorrections(indicators) ? correctionMeasures : []),
];

/**
 * A SELECT of the sums of both, by the columns `by`. A row holds the sums over workloads or those over findings, and zeros for the
 * others, so a value of `by` may come twice. `source` gives the subquery for a kind, with `by`, the columns named and `weight`.
 */
export function dailyChanges(
  indicators: readonly Indicator[],
  by: readonly string[],
  source: (kind: "workload" | "finding", columns: readonly string[]) => string,
): string {
  const ofWorkloads = stockSums(indicators, by, source("workload", ["facts", "since"]));
  if (!owesCorrections(indicators)) return ofWorkloads;
  const zeros = (measures: readonly Measure[]): string[] => measures.map(({ name }) => `toInt64(0) AS ${name}`);
  const named = (measures: readonly Measure[]): string[] => measures.map(({ name }) => name);
  const corrections = correctionSums(by, source("finding", ["since"]));
  const stocks = stockMeasures(indicators);
  return `SELECT ${[...by, ...named(stocks), ...zeros(correctionMeasures)].join(", ")} FROM (${ofWorkloads})
UNION ALL SELECT ${[...by, ...zeros(stocks), ...named(correctionMeasures)].join(", ")} FROM (${corrections})`;
}

/** A SELECT of what a rollup holds, from the rows that entries `first` to `last` of the ledger wrote. */
export const rollupChanges = dailyChanges(summedIndicators, ["date", "member", "function"], (kind, columns) =>
  factChanges({
    kind,
    columns,
    // By instants too, because months of knowledge are kept apart.
    where: `sequence BETWEEN {first:UInt64} AND {last:UInt64}
      AND known_at BETWEEN {known_from:DateTime64(3, 'UTC')} AND {known_at:DateTime64(3, 'UTC')}`,
    until: neverDate,
    by: (day) => [`${day} AS date`, "member", "function"],
  }),
);

/** Names the definitions that a rollup was made with: one made with others is no rollup of these. */
export const measuresDigest = createHash("sha256").update(rollupChanges).digest("hex").slice(0, 16);
