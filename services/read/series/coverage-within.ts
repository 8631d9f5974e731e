import type { ClickHouse } from "#db/clickhouse.ts";
import { covers, interval } from "#derivation/registry-state.ts";
import { measureName } from "#indicators/measures.ts";
import type { Agency } from "#schema/parties.ts";
import type { Group } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { countsWithin } from "./counts-within.ts";
import type { GroupSpan } from "./group-stocks.ts";
import { changeParameters, knownChanges } from "./known-changes.ts";
import { countsWhen, type Membership, poolsOf } from "./pools.ts";
import { addWhere } from "./running-sums.ts";

/**
 * Agencies that are registered, and those of them that report, on each point: named as the sums of an indicator over agencies.
 * Agencies registered on all points are counted by the engine, others one by one.
 */
export async function coverageWithin(
  clickhouse: ClickHouse,
  code: string,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  { group, span, membership }: GroupSpan,
): Promise<Record<string, Float64Array>> {
  const { points } = span;
  const registered = new Map(
    [...registry.agencies.values()]
      .filter((agency) => isWithin(agency, group, membership))
      .map((agency) => {
        const at = interval(agency.registered_on, agency.closed_on);
        return [agency.id, { agency, on: points.map((day) => covers(at, day)) }];
      }),
  );
  const population = new Float64Array(points.length);
  const reporting = new Float64Array(points.length);
  const countsOf = ({ member }: Agency, on: readonly boolean[]): boolean[] => {
    const belongs = countsWhen(member, group, membership);
    return on.map((is, at) => is && (belongs?.[at] ?? true));
  };
  for (const { agency, on } of registered.values())
    addWhere(population, new Float64Array(points.length).fill(1), countsOf(agency, on));

  const pools = poolsOf(group, registry, membership);
  const question = { span, vintage, pools };
  const changing = [...registered.values()].filter(({ on }) => on.includes(false));
  const parameters = {
    ...changeParameters(question),
    changing_agencies: changing.filter(({ on }) => on.includes(true)).map(({ agency }) => agency.id),
    absent_agencies: changing.filter(({ on }) => !on.includes(true)).map(({ agency }) => agency.id),
  };
  const single = "if(agency IN {changing_agencies:Array(String)}, toString(agency), '') AS single";
  const scoped = {
    ...question,
    pools: { ...pools, scope: `${pools.scope} AND agency NOT IN {absent_agencies:Array(String)}` },
  };
  const sql = knownChanges("coverage", [], scoped, [single]);
  if (vintage.sequence > 0) {
    for (const row of await countsWithin<{ single: string }>(
      clickhouse,
      ["single"],
      { sql, parameters },
      points.length,
    )) {
      const one = registered.get(row.single);
      addWhere(reporting, row.counts, one ? countsOf(one.agency, one.on) : countsWhen(row.pool, group, membership));
    }
  }
  return { [measureName(code, "yes")]: reporting, [measureName(code, "n")]: population };
}

function isWithin(agency: Agency, group: Group, { ever }: Membership): boolean {
  switch (group.kind) {
    case "agency":
      return agency.id === group.id;
    case "member":
      return agency.member === group.id;
    default:
      return ever.includes(agency.member);
  }
}
