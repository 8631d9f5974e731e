import type { RegistryState } from "#derivation/registry-state.ts";
import { type Group, groupName } from "#read/groups.ts";
import { divisionNames, divisions } from "#schema/functions.ts";
import type { Agency } from "#schema/parties.ts";

/** A group with the columns that rows about it have. */
export interface ResultGroup {
  group: Group;
  kind: Group["kind"];
  /** Empty for the coalition. */
  id: string;
  name: string;
  /** Empty for the coalition and functions. */
  member: string;
}

export const coalitionGroup: ResultGroup = {
  group: { kind: "coalition" },
  kind: "coalition",
  id: "",
  name: "Coalition",
  member: "",
};

/** Every function, reported or not. */
export const functionGroups: readonly ResultGroup[] = [...divisions, "none"].map((id, at) => ({
  group: { kind: "function", division: id === "none" ? 0 : at + 1 },
  kind: "function",
  id,
  name: divisionNames[id] ?? id,
  member: "",
}));

export const memberGroups = (registry: RegistryState): ResultGroup[] =>
  Array.from(registry.members.values(), ({ id, name }) => ({
    group: { kind: "member", id },
    kind: "member",
    id,
    name: name ?? id,
    member: id,
  }));

export const agencyGroup = ({ id, name, member }: Agency): ResultGroup => ({
  group: { kind: "agency", id },
  kind: "agency",
  id,
  name: name ?? id,
  member,
});

export const groupKey = ({ group }: Pick<ResultGroup, "group">): string => groupName(group);
