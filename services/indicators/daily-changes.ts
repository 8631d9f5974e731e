import { createHash } from "node:crypto";
import { catalogue } from "./catalogue.ts";
import { factChanges, neverDate } from "./fact-changes.ts";
import type { Indicator } from "./indicator.ts";
import {
  correctionMeasures,
  correctionSums,
  type Measure,
  measuresOf,
  reportingMeasure,
  reportingSums,
  stockMeasures,
  stockSums,
} from "./measures.ts";

/** Whether an indicator's figure follows from sums over workloads, findings or agencies alone. */
export const isSummed = (indicator: Indicator): boolean =>
  measuresOf(indicator).length > 0 || indicator.unit === "agency";

/** What a rollup holds the sums for. */
export const summedIndicators: readonly Indicator[] = catalogue.filter(isSummed);

/** Rows of one kind, and what is summed over them. */
interface SummedKind {
  kind: "workload" | "finding" | "coverage";
  /** Columns of `facts` that the sums are made of. */
  columns: readonly string[];
  measures: readonly Measure[];
  sums: (by: readonly string[], source: string) => string;
}

function summedKinds(indicators: readonly Indicator[]): SummedKind[] {
  const workloads: SummedKind = {
    kind: "workload",
    columns: ["facts", "since"],
    measures: stockMeasures(indicators),
    sums: (by, source) => stockSums(indicators, by, source),
  };
  const findings: SummedKind = {
    kind: "finding",
    columns: ["since"],
    measures: correctionMeasures,
    sums: correctionSums,
  };
  const agencies: SummedKind = { kind: "coverage", columns: [], measures: [reportingMeasure], sums: reportingSums };
  return [
    workloads,
    ...(indicators.some(({ form }) => form === "debt") ? [findings] : []),
    ...(indicators.some(({ unit }) => unit === "agency") ? [agencies] : []),
  ];
}

/** What is summed for some indicators: the columns of `dailyChanges`, and of the table `daily_changes` for all of them. */
export const summedMeasures = (indicators: readonly Indicator[]): Measure[] =>
  summedKinds(indicators).flatMap(({ measures }) => measures);

/**
 * A SELECT of every sum by the columns `by`. A row holds the sums over rows of one kind, and zeros for the others, so a value of
 * `by` may come several times. `source` gives the subquery for a kind, with `by`, the columns named and `weight`.
 */
export function dailyChanges(
  indicators: readonly Indicator[],
  by: readonly string[],
  source: (kind: SummedKind["kind"], columns: readonly string[]) => string,
): string {
  const kinds = summedKinds(indicators);
  return kinds
    .map(({ kind, columns, sums }) => {
      const named = kinds.flatMap((each) =>
        each.measures.map(({ name }) => (each.kind === kind ? name : `toInt64(0) AS ${name}`)),
      );
      return `SELECT ${[...by, ...named].join(", ")} FROM (${sums(by, source(kind, columns))})`;
    })
    .join("\nUNION ALL ");
}

/** `function` of a row of `daily_changes` that is over workloads of all functions: most readers do not tell them apart. */
export const allFunctions = 255;
/** `member` of one that is over those of all members. */
export const allMembers = "";

const measureNames = summedMeasures(summedIndicators)
  .map(({ name }) => name)
  .join(", ");

/** The changes that rows of entries `first` to `last` of the ledger make. */
const changesOfEntries = (by: readonly string[]): string =>
  dailyChanges(summedIndicators, ["date", ...by], (kind, columns) =>
    factChanges({
      kind,
      columns,
      // By instants too, because months of knowledge are kept apart.
      where: `sequence BETWEEN {first:UInt64} AND {last:UInt64}
      AND known_at BETWEEN {known_from:DateTime64(3, 'UTC')} AND {known_at:DateTime64(3, 'UTC')}`,
      until: neverDate,
      by: (day) => [`${day} AS date`, ...by],
    }),
  );

/** A SELECT of what a rollup holds, not yet added up. */
export const rollupChanges = `SELECT date, place.1 AS member, place.2 AS function, ${measureNames}
FROM (SELECT date, member AS one, function AS division, ${measureNames} FROM (${changesOfEntries(["member", "function"])}))
ARRAY JOIN [(toString(one), division), (toString(one), ${allFunctions}), ('${allMembers}', division), ('${allMembers}', ${allFunctions})] AS place`;

/** And entry by entry, over all functions. */
export const entryChanges = changesOfEntries(["member", "sequence"]);

/** Names the definitions that a rollup was made with: one made with others is no rollup of these. */
export const measuresDigest = createHash("sha256")
  .update(`${rollupChanges}\n${entryChanges}`)
  .digest("hex")
  .slice(0, 16);
