import type { QueryParameters } from "#db/query-parameters.ts";
import { covers, membershipsOf, type RegistryState } from "#derivation/registry-state.ts";
import type { Group } from "../groups.ts";

/**
 * How rows are pooled, so that the sums of a group on each point can be made of them: workloads that belong to the group on all
 * points together, and those of a member that comes or goes by themselves.
 */
export interface Pools {
  /** SQL of the column `pool`: empty, or a member's id. */
  pool: string;
  /** SQL condition on `member`, `agency` and `function`. */
  scope: string;
  parameters: QueryParameters;
}

/** Whether members belong to the coalition, on each point of a span. */
export interface Membership {
  /** Ids of the members that belong on some point. */
  ever: readonly string[];
  /** And of those that do not on some point. */
  notAlways: readonly string[];
  /** By point; a member that the registry does not have never belongs. */
  of(member: string): readonly boolean[];
}

export function membershipWithin(registry: RegistryState, points: readonly number[]): Membership {
  const [first = 0, last = 0] = [points.at(0), points.at(-1)];
  const always = points.map(() => true);
  const never = points.map(() => false);
  const belongs = new Map(
    Array.from(registry.members.values(), (member): [string, readonly boolean[]] => {
      const memberships = membershipsOf(member);
      // Most belong all the time, and need not be asked about every day.
      const isAlways = memberships.some((at) => covers(at, first) && covers(at, last));
      return [member.id, isAlways ? always : points.map((day) => memberships.some((at) => covers(at, day)))];
    }),
  );
  const idsWith = (is: boolean): string[] => [...belongs].filter(([, on]) => on.includes(is)).map(([id]) => id);
  return {
    ever: idsWith(true),
    notAlways: idsWith(false),
    of: (member) => belongs.get(member) ?? never,
  };
}

/** The pools that one group is made of. */
export function poolsOf(group: Group, registry: RegistryState, membership: Membership): Pools {
  switch (group.kind) {
    case "member":
      return { pool: "''", scope: "member = {member:String}", parameters: { member: group.id } };
    case "agency": {
      const member = registry.agencies.get(group.id)?.member ?? "";
      // The member is asked for too, because rows are in its order.
      return {
        pool: "''",
        scope: "member = {member:String} AND agency = {agency:String}",
        parameters: { member, agency: group.id },
      };
    }
    case "coalition":
      return coalitionPools(membership);
    case "function": {
      const { pool, scope, parameters } = coalitionPools(membership);
      return {
        pool,
        scope: `${scope} AND function = {function:UInt8}`,
        parameters: { ...parameters, function: group.division },
      };
    }
  }
}

const coalitionPools = ({ ever, notAlways }: Membership): Pools => ({
  pool: "if(member IN {changing_members:Array(String)}, toString(member), '')",
  scope: "member IN {members:Array(String)}",
  parameters: { members: [...ever], changing_members: [...notAlways] },
});

/** On which points a pool counts for a group; undefined for all of them. */
export function countsWhen(pool: string, group: Group, membership: Membership): readonly boolean[] | undefined {
  return pool !== "" && (group.kind === "coalition" || group.kind === "function") ? membership.of(pool) : undefined;
}
