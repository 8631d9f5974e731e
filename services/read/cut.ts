import type { QueryParameters } from "#db/query-parameters.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { coalitionMembers, type Group } from "./groups.ts";

/** A row of sums: the columns it was grouped by are given, others are not. */
export interface CutRow {
  member?: string;
  agency?: string;
  function?: number;
  /** Place in the ledger of the entry that wrote the rows. */
  sequence?: number;
}

/** How rows have to be cut so that sums for every group asked for can be made of them, and no finer. */
export interface Cut {
  columns: readonly ("member" | "agency" | "function" | "sequence")[];
  /** SQL condition on `member` and `agency`. */
  scope: string;
  parameters: QueryParameters;
  groupsOf(row: CutRow): readonly Group[];
}

/** The cut for some groups on a date; for every group when they are left out. Methodology section 6. */
export function cutFor(groups: readonly Group[] | undefined, registry: RegistryState, date: string): Cut {
  const coalition = coalitionMembers(registry, date);
  const kinds = new Set<Group["kind"]>(
    groups?.map(({ kind }) => kind) ?? ["coalition", "function", "member", "agency"],
  );
  const isOnly = (...allowed: Group["kind"][]): boolean => [...kinds].every((kind) => allowed.includes(kind));
  const idsOf = (kind: "member" | "agency"): string[] =>
    (groups ?? []).flatMap((group) => (group.kind === kind ? [group.id] : []));
  const ofCoalition = (row: CutRow): Group[] =>
    row.function === undefined
      ? [{ kind: "coalition" }]
      : [{ kind: "coalition" }, { kind: "function", division: row.function }];

  if (isOnly("coalition", "function")) {
    return {
      columns: kinds.has("function") ? ["function"] : [],
      scope: "member IN {members:Array(String)}",
      parameters: { members: [...coalition] },
      groupsOf: ofCoalition,
    };
  }
  if (isOnly("member")) {
    return {
      columns: ["member"],
      scope: "member IN {members:Array(String)}",
      parameters: { members: idsOf("member") },
      groupsOf: ({ member = "" }) => [{ kind: "member", id: member }],
    };
  }
  if (isOnly("agency")) {
    const agencies = idsOf("agency");
    const members = agencies.map((id) => registry.agencies.get(id)?.member ?? "");
    return {
      columns: ["agency"],
      // The member is asked for too, because rows are in its order.
      scope: "member IN {members:Array(String)} AND agency IN {agencies:Array(String)}",
      parameters: { members: [...new Set(members)], agencies },
      groupsOf: ({ agency = "" }) => [{ kind: "agency", id: agency }],
    };
  }
  const hasAgencies = kinds.has("agency");
  return {
    columns: hasAgencies ? ["member", "agency", "function"] : ["member", "function"],
    scope: "1",
    parameters: {},
    groupsOf: (row) => [
      ...(hasAgencies ? [{ kind: "agency", id: row.agency ?? "" } as const] : []),
      { kind: "member", id: row.member ?? "" },
      ...(coalition.has(row.member ?? "") ? ofCoalition(row) : []),
    ],
  };
}
