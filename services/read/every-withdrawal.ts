import type { ClickHouse } from "#db/clickhouse.ts";
import { classColumn, nobody, precomputedNotices } from "#indicators/single-withdrawals.ts";
import { type WithdrawalClass, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Cut, CutRow } from "./cut.ts";
import { groupName } from "./groups.ts";
import { cutOf } from "./stocks.ts";
import type { WithdrawalMark } from "./withdrawal-aggregates.ts";

/** Workloads by class, in the order of `withdrawalClasses`: of each notice, in the order of `precomputedNotices`, one after the other. */
export type NoticeCounts = readonly number[];

type NameRow = CutRow & { name: string; counts: number[]; otherwise: number[] };

const width = withdrawalClasses.length;
const countsBy = (column: string): string[] =>
  withdrawalClasses.map((name: WithdrawalClass) => `sumIf(count, ${column} = '${name}')`);
const counts = `[${precomputedNotices.flatMap((notice) => countsBy(classColumn(notice))).join(", ")}]`;

/**
 * What the withdrawal of every single provider and jurisdiction would do to some groups: `precomputedClassesOn` for all of them and
 * all notices at once. By group and name (`provider:x`); a name that nothing of a group is exposed to is absent, `nobody`'s is there.
 */
export async function everyWithdrawalOn(
  clickhouse: ClickHouse,
  { date, vintage, cut }: { date: string; vintage: WithdrawalMark; cut: Cut },
): Promise<Map<string, Map<string, NoticeCounts>>> {
  const keys = [...cut.columns, "name"].join(", ");
  const rows = await clickhouse.read<NameRow>(
    `SELECT ${keys}, ${counts} AS counts, [${countsBy("otherwise").join(", ")}] AS otherwise
FROM @db.withdrawals
WHERE ${cut.scope} AND date <= {date:Date32} AND through <= {sequence:UInt64}
GROUP BY ${keys}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    { ...cut.parameters, date, sequence: vintage.sequence },
  );
  const groups = new Map<string, Map<string, { counts: number[]; otherwise: number[] }>>();
  for (const row of rows)
    for (const group of cut.groupsOf(cutOf(row))) {
      const names = groups.get(groupName(group)) ?? new Map<string, { counts: number[]; otherwise: number[] }>();
      groups.set(groupName(group), names);
      const found = names.get(row.name);
      if (!found) names.set(row.name, { counts: [...row.counts], otherwise: [...row.otherwise] });
      else {
        row.counts.forEach((count, at) => (found.counts[at] = (found.counts[at] ?? 0) + count));
        row.otherwise.forEach((count, at) => (found.otherwise[at] = (found.otherwise[at] ?? 0) + count));
      }
    }
  return new Map(Array.from(groups, ([group, names]) => [group, withOthers(names)]));
}

/** Where a workload is not exposed to a name, what is said of nobody holds. */
function withOthers(names: ReadonlyMap<string, { counts: number[]; otherwise: number[] }>): Map<string, NoticeCounts> {
  return new Map(
    Array.from(names, ([name, own]) => {
      const kind = name.startsWith(nobody.provider) ? nobody.provider : nobody.jurisdiction;
      const base = names.get(kind)?.counts ?? [];
      if (name === kind) return [name, own.counts];
      return [name, own.counts.map((count, at) => (base[at] ?? 0) + count - (own.otherwise[at % width] ?? 0))];
    }),
  );
}

/** What is said of a name that a group is not exposed to, or of one that it is. */
export function noticeCounts(
  names: ReadonlyMap<string, NoticeCounts> | undefined,
  { kind, id }: { kind: keyof typeof nobody; id: string },
): NoticeCounts {
  const none = Array.from({ length: precomputedNotices.length * width }, () => 0);
  return names?.get(`${nobody[kind]}${id}`) ?? names?.get(nobody[kind]) ?? none;
}

/** Every name that some workload was ever exposed to, up to a mark. */
export async function exposedNames(
  clickhouse: ClickHouse,
  { sequence }: Pick<WithdrawalMark, "sequence">,
): Promise<{ kind: keyof typeof nobody; id: string }[]> {
  const rows = await clickhouse.read<{ name: string }>(
    "SELECT DISTINCT name FROM @db.withdrawals WHERE through <= {sequence:UInt64} ORDER BY name",
    { sequence },
  );
  return rows
    .map(({ name }) => {
      const separator = name.indexOf(":");
      return { kind: name.slice(0, separator) as keyof typeof nobody, id: name.slice(separator + 1) };
    })
    .filter(({ id }) => id !== "");
}
