import type { RegistryState } from "#derivation/registry-state.ts";
import { allFunctions, allMembers } from "#indicators/daily-changes.ts";
import type { Group } from "../groups.ts";
import { type Membership, type Pools, poolsOf } from "./pools.ts";

/**
 * How changes are pooled so that the sums of several groups can be made of one reading. A pool that is named by a member is that
 * member's part. The pool without a name is the whole, and holds the parts of all members, so a row may be in both.
 */
export interface StockPools extends Pools {
  /** What readers of the same pools share; undefined for what only one group is made of. */
  name: string | undefined;
  isByFunction: boolean;
  /** The same condition as `scope` on rows of `daily_changes`, where `member` is the pool; undefined when these know too little. */
  rolledScope: string | undefined;
}

/** Every member's part. */
export const memberPools: StockPools = {
  name: "members",
  isByFunction: false,
  pool: "member",
  scope: "1",
  rolledScope: `function = ${allFunctions} AND member != '${allMembers}'`,
  parameters: {},
};

/** The pools that hold what a group is made of. */
export function stockPoolsOf(group: Group, registry: RegistryState, membership: Membership): StockPools {
  switch (group.kind) {
    case "agency":
      return { ...poolsOf(group, registry, membership), name: undefined, isByFunction: false, rolledScope: undefined };
    case "member":
      return memberPools;
    case "coalition":
      return { ...coalitionPools(membership, "="), name: "coalition", isByFunction: false };
    case "function":
      return { ...coalitionPools(membership, "!="), name: "functions", isByFunction: true };
  }
}

/** The whole, and the parts of those members that do not belong on some point. */
function coalitionPools({ notAlways }: Membership, comparison: "=" | "!="): Pools & Pick<StockPools, "rolledScope"> {
  const ofFunctions = `function ${comparison} ${allFunctions}`;
  const whole = `'${allMembers}'`;
  if (notAlways.length === 0)
    return { pool: whole, scope: "1", rolledScope: `${ofFunctions} AND member = ${whole}`, parameters: {} };
  const isPart = "member IN {parts:Array(String)}";
  return {
    pool: `arrayJoin(if(${isPart}, [${whole}, toString(member)], [${whole}]))`,
    scope: "1",
    rolledScope: `${ofFunctions} AND (member = ${whole} OR ${isPart})`,
    parameters: { parts: [...notAlways] },
  };
}
