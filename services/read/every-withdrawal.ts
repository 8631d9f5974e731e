import type { ClickHouse } from "#db/clickhouse.ts";
import { classColumn, nobody, precomputedNotices } from "#indicators/single-withdrawals.ts";
import { withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import { type CountedFamily, familyColumns, familyPools, type FamilyRow, groupsOfRow } from "./series/family-counts.ts";
import { membershipWithin } from "./series/pools.ts";
import { addWhere, runningSums } from "./series/running-sums.ts";
import { afterSpan, placeOf, spanParameters } from "./series/span.ts";

const width = withdrawalClasses.length;
const countsBy = (column: string): string[] => withdrawalClasses.map((name) => `sumIf(count, ${column} = '${name}')`);
/** Workloads by class, of each notice and last of `otherwise`. */
const changes = `[${[...precomputedNotices.map(classColumn), "otherwise"].flatMap(countsBy).join(", ")}]`;
const columnCount = (precomputedNotices.length + 1) * width;

/** By column of `changes`, on each point. */
type Columns = readonly Float64Array[];
/** By group and name, as `withdrawals` has it: `provider:x`. */
export type NameSums = ReadonlyMap<string, ReadonlyMap<string, Columns>>;

type NameRow = FamilyRow & {
  name: string;
  places: number[];
  changed: number[][];
};

/**
 * The sums that the withdrawal of some single names is made of, for all groups of a family on each of its points. Names of `nobody`
 * are asked for like others.
 */
export async function withdrawalSums(
  clickhouse: ClickHouse,
  family: CountedFamily,
  names: readonly string[],
): Promise<NameSums> {
  const { span, vintage, registry, by } = family;
  const { scope, parameters } = familyPools(family);
  const membership = membershipWithin(registry, span.points);
  const keys = [...by, "name"].join(", ");
  const rows = await clickhouse.read<NameRow>(
    `SELECT ${keys}, groupArray(at) AS places, groupArray(changes) AS changed
FROM (
  SELECT ${[...familyColumns(family), "name"].join(", ")}, ${placeOf(span, "date")} AS at, ${changes} AS changes
  FROM @db.withdrawals
  WHERE name IN {names:Array(String)} AND ${scope} AND date < ${afterSpan} AND through <= {sequence:UInt64}
  GROUP BY ${keys}, at
)
GROUP BY ${keys}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    { ...parameters, ...spanParameters(span), names, sequence: vintage.sequence },
  );
  const groups = new Map<string, Map<string, Float64Array[]>>();
  for (const { name, places, changed, ...row } of rows) {
    const columns = Array.from({ length: columnCount }, (_, column) =>
      runningSums(
        span.points.length,
        places,
        changed.map((each) => each[column] ?? 0),
      ),
    );
    for (const { group, when } of groupsOfRow(row, membership)) {
      const ofGroup = groups.get(group) ?? new Map<string, Float64Array[]>();
      groups.set(group, ofGroup);
      const found = ofGroup.get(name) ?? columns.map(() => new Float64Array(span.points.length));
      ofGroup.set(name, found);
      for (const [at, total] of found.entries()) addWhere(total, columns[at] ?? total, when);
    }
  }
  return groups;
}

/** One that may withdraw by itself. */
export interface WithdrawingName {
  kind: keyof typeof nobody;
  id: string;
}

/**
 * Workloads by class on a point: of each notice, in the order of `precomputedNotices`, one after the other. What `precomputedClassesOn`
 * counts: where a workload is not exposed to a name, what is said of nobody holds.
 */
export function noticeCounts(
  group: string,
  { kind, id }: WithdrawingName,
  at: number,
  { everybody, named }: { everybody: NameSums; named: NameSums },
): number[] {
  const base = everybody.get(group)?.get(nobody[kind]);
  const own = named.get(group)?.get(`${nobody[kind]}${id}`);
  const value = (columns: Columns | undefined, column: number): number => columns?.[column]?.[at] ?? 0;
  const otherwise = precomputedNotices.length * width;
  return Array.from(
    { length: otherwise },
    (_, column) => value(base, column) + value(own, column) - value(own, otherwise + (column % width)),
  );
}

/** Every name that some workload was ever exposed to, up to an entry of the ledger. */
export async function exposedNames(clickhouse: ClickHouse, sequence: number): Promise<WithdrawingName[]> {
  const rows = await clickhouse.read<{ name: string }>(
    "SELECT DISTINCT name FROM @db.withdrawals WHERE through <= {sequence:UInt64} ORDER BY name",
    { sequence },
  );
  return rows
    .map(({ name }) => {
      const separator = name.indexOf(":");
      return { kind: name.slice(0, separator) as WithdrawingName["kind"], id: name.slice(separator + 1) };
    })
    .filter(({ id }) => id !== "");
}
