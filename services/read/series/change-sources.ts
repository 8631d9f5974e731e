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
  /** One at least, in the order of the ledger, each once. Those that are asked for together read the same rollups: `coveredUntil`. */
  vintages: readonly Vintage[];
  pools: StockPools;
  /** Facts alone say the same, and are read without rollups when this is false. */
  hasRollups?: boolean;
}

/**
 * A SELECT of `pool`, of `function` where functions are told apart, of `vintage` where there are several (the place of the first
 * that knows of a change), of `at` (the place of a point), and of every measure.
 */
export interface ChangeSource {
  sql: string;
  parameters: QueryParameters;
}

/** Columns that tell changes apart beside pools and points. */
export const furtherKeys = ({ pools, vintages }: Pick<StockQuestion, "pools" | "vintages">): string[] => [
  ...(pools.isByFunction ? ["function"] : []),
  ...(vintages.length > 1 ? ["vintage"] : []),
];

/** The last entry of the ledger that a vintage reads from rollups; 0 for none. */
export const coveredUntil = (rollups: readonly KnownRollup[], { sequence }: Pick<Vintage, "sequence">): number =>
  rollupCover(rollups, sequence).at(-1)?.through ?? 0;

/** Where the changes of all entries up to the last vintage are read, each once. */
export function changeSources(
  indicators: readonly Indicator[],
  question: StockQuestion,
  rollups: readonly KnownRollup[],
): ChangeSource[] {
  const { span, vintages, pools } = question;
  const [first, last] = [vintages.at(0), vintages.at(-1)];
  if (!first || !last) return [];
  const cover = rollupCover(rollups, first.sequence);
  const covered = cover.at(-1);
  // Rollups follow each other without a gap, so every entry up to the end of the last is in one; entries know no functions.
  const newest = pools.isByFunction ? covered : rollups.reduce<KnownRollup | undefined>(later, undefined);
  const entries = { after: covered?.through ?? 0, until: Math.min(newest?.through ?? 0, last.sequence) };
  const isSingle = vintages.length === 1;
  const sequences: QueryParameters = isSingle ? {} : { vintages: vintages.map(({ sequence }) => sequence) };
  const keys = ["pool", ...furtherKeys(question), "at"];
  const columnsOf = (vintage: string): string[] => [
    ...(pools.isByFunction ? ["function"] : []),
    ...(isSingle ? [] : [`${vintage} AS vintage`]),
  ];
  const firstToKnow = "arrayCount(known -> known < sequence, {vintages:Array(UInt64)})";

  const ofRollups = (): ChangeSource => ({
    sql: addedUp("daily_changes", `${inRollups} AND ${pools.rolledScope}`, {
      indicators,
      span,
      keys,
      columns: ["member AS pool", ...columnsOf("0")],
    }),
    parameters: { ...pools.parameters, ...spanParameters(span), ...rollupParameters(cover) },
  });
  const ofEntries = (): ChangeSource => ({
    sql: addedUp(
      "entry_changes",
      `sequence > {entries_after:UInt64} AND sequence <= {entries_until:UInt64} AND ${pools.scope}`,
      { indicators, span, keys, columns: [`${pools.pool} AS pool`, ...columnsOf(firstToKnow)] },
    ),
    parameters: {
      ...pools.parameters,
      ...spanParameters(span),
      ...sequences,
      entries_after: entries.after,
      entries_until: entries.until,
    },
  });
  const ofFacts = (): ChangeSource => ({
    sql: dailyChanges(indicators, keys, (kind, columns) =>
      knownChanges(kind, columns, { span, vintage: last, pools }, columnsOf(firstToKnow)),
    ),
    parameters: { ...changeParameters({ span, vintage: last, pools }, newest), ...sequences },
  });
  return [
    ...(covered ? [ofRollups()] : []),
    ...(entries.until > entries.after ? [ofEntries()] : []),
    ...(last.sequence > (newest?.through ?? 0) ? [ofFacts()] : []),
  ];
}

const later = (one: KnownRollup | undefined, other: KnownRollup): KnownRollup =>
  one && one.through >= other.through ? one : other;

/** Rows of a table of changes, added up by the keys. */
function addedUp(
  table: "daily_changes" | "entry_changes",
  where: string,
  {
    indicators,
    span,
    keys,
    columns,
  }: { indicators: readonly Indicator[]; span: Span; keys: readonly string[]; columns: readonly string[] },
): string {
  const measures = summedMeasures(indicators).map(({ name }) => name);
  // Named anew inside: an engine that finds the name of a sum inside it takes it for the sum.
  const renamed = measures.map((name) => `${name} AS change_${name}`);
  return `SELECT ${[...keys, ...measures.map((name) => `sum(change_${name}) AS ${name}`)].join(", ")}
FROM (SELECT ${[...columns, `${placeOf(span, "date")} AS at`, ...renamed].join(", ")}
  FROM @db.${table} WHERE ${where} AND date < ${afterSpan})
GROUP BY ${keys.join(", ")}`;
}
