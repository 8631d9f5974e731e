import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { groupName } from "../groups.ts";
import type { Vintage } from "../vintage.ts";
import { countsWithin } from "./counts-within.ts";
import { type Membership, membershipWithin, type Pools } from "./pools.ts";
import { addWhere } from "./running-sums.ts";
import type { Span } from "./span.ts";

/** Groups that are read together: some agencies; or members and the coalition, or the coalition, and functions if told apart. */
export interface CountedFamily {
  span: Span;
  vintage: Vintage;
  registry: RegistryState;
  /** What rows are told apart by beside what is counted. `part` is the coalition, but for members that do not always belong. */
  by: readonly FamilyColumn[];
  /** Agencies by id, or members; all of these when it is left out. */
  only?: { agencies: readonly string[] } | { members: readonly string[] };
}
type FamilyColumn = "part" | "member" | "function" | "agency";
export type FamilyRow = Partial<Record<"part" | "member" | "agency", string>> & { function?: number };

/** SQL of the columns that rows of changes are told apart by. */
export const familyColumns = ({ by }: Pick<CountedFamily, "by">): string[] =>
  by.map((name) =>
    name === "part" ? "if(member IN {changing_members:Array(String)}, toString(member), '') AS part" : name,
  );

/** Which rows of changes a family is made of; they are told apart by its own columns, and by no pool. */
export function familyPools({ only, registry, by, span }: CountedFamily): Pools {
  const pool = "''";
  if (by.includes("part")) {
    const { ever, notAlways } = membershipWithin(registry, span.points);
    const parameters = { coalition_members: [...ever], changing_members: [...notAlways] };
    return { pool, scope: "member IN {coalition_members:Array(String)}", parameters };
  }
  if (!only) return { pool, scope: "1", parameters: {} };
  if ("members" in only)
    return { pool, scope: "member IN {members:Array(String)}", parameters: { members: only.members } };
  const members = [...new Set(only.agencies.map((id) => registry.agencies.get(id)?.member ?? ""))];
  return {
    pool,
    // Members are asked for too, because rows are in their order.
    scope: "member IN {members:Array(String)} AND agency IN {agencies:Array(String)}",
    parameters: { members, agencies: only.agencies },
  };
}

/** The groups that a row counts in, and on which points; on all when that is left out. */
export function groupsOfRow(
  { part, member, agency, function: division }: FamilyRow,
  membership: Membership,
): { group: string; when?: readonly boolean[] }[] {
  if (agency !== undefined) return [{ group: groupName({ kind: "agency", id: agency }) }];
  const ofCoalition = [
    { kind: "coalition" } as const,
    ...(division === undefined ? [] : [{ kind: "function", division } as const]),
  ].map(groupName);
  if (part === "") return ofCoalition.map((group) => ({ group }));
  const id = part ?? member ?? "";
  return [
    ...(member === undefined ? [] : [{ group: groupName({ kind: "member", id }) }]),
    ...ofCoalition.map((group) => ({ group, when: membership.of(id) })),
  ];
}

/** How many there are of each kind in a group, on each point. */
export interface KeyCounts<Key> {
  key: Key;
  counts: Float64Array;
}

/** Counts by group that rows are added up to. */
export function createGroupCounts<Key extends Record<string, string | number>>(points: number) {
  const groups = new Map<string, Map<string, KeyCounts<Key>>>();
  return {
    add(group: string, key: Key, counts: Float64Array, when?: readonly boolean[]): void {
      const ofGroup = groups.get(group) ?? new Map<string, KeyCounts<Key>>();
      groups.set(group, ofGroup);
      const name = Object.values(key).join("\n");
      const found = ofGroup.get(name) ?? { key, counts: new Float64Array(points) };
      ofGroup.set(name, found);
      addWhere(found.counts, counts, when);
    },
    of: (group: string): readonly KeyCounts<Key>[] => [...(groups.get(group)?.values() ?? [])],
  };
}
export type GroupCounts<Key extends Record<string, string | number>> = ReturnType<typeof createGroupCounts<Key>>;

/** Adds what a subquery of changes counts (`by`, `at`, `weight` and `keys`) to the groups of a family. */
export async function addFamilyCounts<Key extends Record<string, string | number>>(
  clickhouse: ClickHouse,
  { span, registry, by }: CountedFamily,
  keys: readonly (keyof Key & string)[],
  source: { sql: string; parameters: QueryParameters },
  into: GroupCounts<Key>,
): Promise<void> {
  const membership = membershipWithin(registry, span.points);
  const rows = await countsWithin<Record<string, string | number>>(
    clickhouse,
    [...by, ...keys],
    source,
    span.points.length,
  );
  for (const row of rows) {
    // The statement gives a row every key by its name.
    const key = Object.fromEntries(keys.map((name) => [name, row[name]])) as unknown as Key;
    for (const { group, when } of groupsOfRow(row as FamilyRow, membership)) into.add(group, key, row.counts, when);
  }
}
