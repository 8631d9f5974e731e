import { covers, membershipsOf, type RegistryState } from "#derivation/registry-state.ts";
import { dayOf } from "#schema/calendar.ts";
import { divisions } from "#schema/functions.ts";

/** Whose workloads a figure is over: methodology section 6. */
export type Group =
  | { kind: "coalition" }
  | { kind: "member"; id: string }
  | { kind: "agency"; id: string }
  /** COFOG division 1-10, 0 for workloads that do not report one. */
  | { kind: "function"; division: number };

export function groupName(group: Group): string {
  switch (group.kind) {
    case "coalition":
      return "coalition";
    case "function":
      return `function:${functionName(group.division)}`;
    default:
      return `${group.kind}:${group.id}`;
  }
}

const functionName = (division: number): string => divisions[division - 1] ?? "none";

/** A group by its name; undefined for a name that no group can have. Whether the party exists the registry says. */
export function parseGroup(name: string): Group | undefined {
  if (name === "coalition") return { kind: "coalition" };
  const separator = name.indexOf(":");
  const [kind, id] = [name.slice(0, separator), name.slice(separator + 1)] as const;
  if (kind === "member" || kind === "agency") return { kind, id };
  if (kind !== "function") return undefined;
  if (id === "none") return { kind: "function", division: 0 };
  const index = divisions.indexOf(id);
  return index < 0 ? undefined : { kind: "function", division: index + 1 };
}

export function groupExists(group: Group, registry: RegistryState): boolean {
  if (group.kind === "member") return registry.members.has(group.id);
  return group.kind !== "agency" || registry.agencies.has(group.id);
}

/** Whether an agency's member belongs to the coalition on a date. */
export function isOfCoalition(agencyId: string, registry: RegistryState, date: string): boolean {
  const member = registry.members.get(registry.agencies.get(agencyId)?.member ?? "");
  return member !== undefined && membershipsOf(member).some((at) => covers(at, dayOf(date)));
}

/** The groups that an agency's workloads of a function count in on a date; functions are groups within the coalition. */
export function groupsOf(agencyId: string, registry: RegistryState, date: string, division?: number): Group[] {
  const agency = registry.agencies.get(agencyId);
  if (!agency) return [];
  const groups: Group[] = [
    { kind: "agency", id: agencyId },
    { kind: "member", id: agency.member },
  ];
  if (!isOfCoalition(agencyId, registry, date)) return groups;
  groups.push({ kind: "coalition" });
  if (division !== undefined) groups.push({ kind: "function", division });
  return groups;
}
