import type { RegistryState } from "#derivation/registry-state.ts";
import type { Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import type { Cut } from "./cut.ts";
import { coalitionMembers, type Group, groupExists, parseGroup } from "./groups.ts";

/** A group whose workloads are asked for: the coalition, or an officer's own agency, unless one is named. */
export const openGroupName = (key: Key, asked: string | undefined): string =>
  asked ?? (key.kind === "officer" ? `agency:${key.agency}` : "coalition");

/** Throws `not-found` for a group that does not exist, and for one of which an officer may not see the workloads. */
export function openGroup(name: string, key: Key, registry: RegistryState): Group {
  const group = parseGroup(name);
  const isOwn = group?.kind === "agency" && group.id === key.agency;
  if (!group || !groupExists(group, registry) || (key.kind !== "admin" && !isOwn))
    throw new ProblemError("not-found", { detail: "There is no such group, or this key may not see its workloads." });
  return group;
}

/** The agencies that a group's workloads are of, in the order of lists. */
export function agenciesOf(group: Group, registry: RegistryState, date: string): string[] {
  if (group.kind === "agency") return [group.id];
  const members = group.kind === "member" ? new Set([group.id]) : coalitionMembers(registry, date);
  return [...registry.agencies.values()]
    .filter(({ member }) => members.has(member))
    .map(({ id }) => id)
    .sort();
}

/** A place in a list of workloads: everything up to this workload of this agency was listed. */
export interface AfterWorkload {
  agency: string;
  workload: string;
}

const firstAgencies = 32;
const growth = 8;

/**
 * Reads rows of a group's workloads, in the order of agency and workload, until there are as many as asked for: of few
 * agencies first, then of more, because rows are stored by agency and a page rarely needs all. `read` gives the rows from
 * the workload `after` on that it has not listed.
 */
export async function readAgencies<Row>(
  { group, registry, date }: { group: Group; registry: RegistryState; date: string },
  after: AfterWorkload | undefined,
  count: number,
  read: (cut: Cut, missing: number) => Promise<Row[]>,
): Promise<Row[]> {
  const agencies = agenciesOf(group, registry, date).filter((agency) => !after || agency >= after.agency);
  const rows: Row[] = [];
  for (let at = 0, size = firstAgencies; at < agencies.length && rows.length < count; at += size, size *= growth) {
    const cut = cutOfAgencies(group, registry, agencies.slice(at, at + size), after);
    rows.push(...(await read(cut, count - rows.length)));
  }
  return rows;
}

function cutOfAgencies(
  group: Group,
  registry: RegistryState,
  agencies: readonly string[],
  after: AfterWorkload = { agency: "", workload: "" },
): Cut {
  const conditions = [
    // The member is asked for too, because rows are in its order.
    "member IN {members:Array(String)} AND agency IN {agencies:Array(String)}",
    "(agency > {after_agency:String} OR (agency = {after_agency:String} AND workload >= {after_workload:String}))",
    ...(group.kind === "function" ? ["function = {function:UInt8}"] : []),
  ];
  return {
    columns: ["agency"],
    scope: conditions.join(" AND "),
    parameters: {
      members: [...new Set(agencies.map((id) => registry.agencies.get(id)?.member ?? ""))],
      agencies,
      after_agency: after.agency,
      after_workload: after.workload,
      ...(group.kind === "function" && { function: group.division }),
    },
    groupsOf: () => [group],
  };
}
