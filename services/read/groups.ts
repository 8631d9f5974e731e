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

/** Members that belong to the coalition on a date. */
export function coalitionMembers(registry: RegistryState, date: string): ReadonlySet<string> {
  const day = dayOf(date);
  return new Set(
    [...registry.members.values()]
      .filter((member) => membershipsOf(member).some((at) => covers(at, day)))
      .map(({ id }) => id),
  );
}
