import type { RegistryState } from "#derivation/registry-state.ts";
import type { Cut } from "../cut.ts";
import { coalitionMembers, type Group } from "../groups.ts";
import type { RegistryHistory } from "./registry-history.ts";

/** Whose rows can count in a group on a date, whatever the registry said of it over time. */
export interface RevisionScope {
  group: Group;
  date: string;
  members: readonly string[];
}

/** `registry` is the newest of the history: an agency never changes its member. */
export function revisionScope(
  group: Group,
  date: string,
  history: RegistryHistory,
  registry: RegistryState,
): RevisionScope {
  switch (group.kind) {
    case "member":
      return { group, date, members: [group.id] };
    case "agency":
      return { group, date, members: [registry.agencies.get(group.id)?.member ?? ""] };
    default:
      return { group, date, members: history.everMembers(date) };
  }
}

export function cutOfScope({ group, members }: RevisionScope, columns: Cut["columns"]): Cut {
  const conditions = ["member IN {members:Array(String)}"];
  if (group.kind === "agency") conditions.push("agency = {agency:String}");
  if (group.kind === "function") conditions.push("function = {function:UInt8}");
  return {
    columns,
    scope: conditions.join(" AND "),
    parameters: {
      members,
      ...(group.kind === "agency" && { agency: group.id }),
      ...(group.kind === "function" && { function: group.division }),
    },
    groupsOf: () => [group],
  };
}

/** The members whose rows count under one state of the registry. */
export const countingMembers = (
  { group, date, members }: RevisionScope,
  registry: RegistryState,
): ReadonlySet<string> =>
  group.kind === "coalition" || group.kind === "function" ? coalitionMembers(registry, date) : new Set(members);
