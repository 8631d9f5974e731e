import type { QueryParameters } from "#db/query-parameters.ts";
import { dailyChanges, summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { inRollups, rollupCover, rollupParameters } from "#indicators/rollup-cover.ts";
import type { Vintage } from "../vintage.ts";
import { changeParameters, knownChanges } from "./known-changes.ts";
import type { KnownRollup } from "./known-rollups.ts";
import { afterSpan, placeOf, type Span, spanParameters } from "./span.ts";
import type { StockPools } from "./stock-pools.ts";

export interface StockQuestion {
  span: Span;
  vintage: Vintage;
  pools: StockPools;
  /** Facts alone say the same, and are read without rollups when this is false. */
  hasRollups?: boolean;
}

/** A SELECT of `pool`, of `function` where functions are told apart, of `at` (the place of a point), and of every measure. */
export interface ChangeSource {
  sql: string;
  parameters: QueryParameters;
}

/** Where the changes of all entries up to a vintage are read, each once. */
export function changeSources(
  indicators: readonly Indicator[],
  question: StockQuestion,
  rollups: readonly KnownRollup[],
): ChangeSource[] {
  const { span, vintage, pools } = question;
  const measures = summedMeasures(indicators).map(({ name }) => name);
  const cover = rollupCover(rollups, vintage.sequence);
  const covered = cover.at(-1);
  // Rollups follow each other without a gap, so every entry up to the end of the last is in one; entries know no functions.
  const newest = pools.isByFunction ? covered : rollups.reduce<KnownRollup | undefined>(later, undefined);
  const entries = { after: covered?.through ?? 0, until: Math.min(newest?.through ?? 0, vintage.sequence) };

  const ofRollups = (): ChangeSource => ({
    sql: addedUp("daily_changes", `${inRollups} AND ${pools.rolledScope}`, "member", { measures, pools, span }),
    parameters: { ...pools.parameters, ...spanParameters(span), ...rollupParameters(cover) },
  });
  const ofEntries = (): ChangeSource => ({
    sql: addedUp(
      "entry_changes",
      `sequence > {entries_after:UInt64} AND sequence <= {entries_until:UInt64} AND ${pools.scope}`,
      pools.pool,
      { measures, pools, span },
    ),
    parameters: {
      ...pools.parameters,
      ...spanParameters(span),
      entries_after: entries.after,
      entries_until: entries.until,
    },
  });
  const ofFacts = (): ChangeSource => {
    const functions = pools.isByFunction ? ["function"] : [];
    return {
      sql: dailyChanges(indicators, ["pool", ...functions, "at"], (kind, columns) =>
        knownChanges(kind, columns, question, functions),
      ),
      parameters: changeParameters(question, newest),
    };
  };
  return [
    ...(covered ? [ofRollups()] : []),
    ...(entries.until > entries.after ? [ofEntries()] : []),
    ...(vintage.sequence > (newest?.through ?? 0) ? [ofFacts()] : []),
  ];
}

const later = (one: KnownRollup | undefined, other: KnownRollup): KnownRollup =>
  one && one.through >= other.through ? one : other;

/** Rows of a table of changes, added up by pool and point. */
function addedUp(
  table: "daily_changes" | "entry_changes",
  where: string,
  pool: string,
  { measures, pools, span }: { measures: readonly string[]; pools: StockPools; span: Span },
): string {
  const functions = pools.isByFunction ? ["function"] : [];
  const keys = ["pool", ...functions, "at"].join(", ");
  // Named anew inside: an engine that finds the name of a sum inside it takes it for the sum.
  const renamed = measures.map((name) => `${name} AS change_${name}`);
  const columns = [`${pool} AS pool`, ...functions, `${placeOf(span, "date")} AS at`, ...renamed];
  return `SELECT ${keys}, ${measures.map((name) => `sum(change_${name}) AS ${name}`).join(", ")}
FROM (SELECT ${columns.join(", ")} FROM @db.${table} WHERE ${where} AND date < ${afterSpan})
GROUP BY ${keys}`;
}
