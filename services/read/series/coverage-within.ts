import type { ClickHouse } from "#db/clickhouse.ts";
import { covers, interval, type RegistryState } from "#derivation/registry-state.ts";
import { measureName, reportingMeasure } from "#indicators/measures.ts";
import type { Agency } from "#schema/parties.ts";
import type { Group } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { countsWithin } from "./counts-within.ts";
import type { GroupSpan } from "./group-stocks.ts";
import { changeParameters, knownChanges } from "./known-changes.ts";
import { countsWhen, poolsOf } from "./pools.ts";
import { addWhere } from "./running-sums.ts";

/**
 * The sums of an indicator over agencies on each point: those that are registered, and those of them that report. `stocks` counts
 * all that report; those that are not registered on some of the points are found, and left out on these.
 */
export async function coverageWithin(
  clickhouse: ClickHouse,
  code: string,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  { group, span, membership }: GroupSpan,
  stocks: Readonly<Record<string, Float64Array>>,
): Promise<Record<string, Float64Array>> {
  const { points } = span;
  const population = new Float64Array(points.length);
  const reporting = Float64Array.from(stocks[reportingMeasure.name] ?? population);
  const { always, sometimes } = registeredWithin(registry, group, points);

  for (const [member, count] of always)
    addWhere(population, new Float64Array(points.length).fill(count), countsWhen(member, group, membership));
  for (const { agency, isRegistered } of sometimes.values()) {
    const counts = countsWhen(agency.member, group, membership);
    addWhere(
      population,
      new Float64Array(points.length).fill(1),
      isRegistered.map((is, at) => is && (counts?.[at] ?? true)),
    );
  }
  if (sometimes.size > 0 && vintage.sequence > 0) {
    const pools = poolsOf(group, registry, membership);
    const question = {
      span,
      vintage,
      pools: { ...pools, scope: `${pools.scope} AND agency IN {agencies:Array(String)}` },
    };
    const source = {
      sql: knownChanges("coverage", [], question, ["agency"]),
      parameters: { ...changeParameters(question), agencies: [...sometimes.keys()] },
    };
    for (const row of await countsWithin<{ agency: string }>(clickhouse, ["agency"], source, points.length)) {
      const counts = countsWhen(row.pool, group, membership);
      const isRegistered = sometimes.get(row.agency)?.isRegistered;
      addWhere(
        reporting,
        row.counts.map((count) => -count),
        points.map((_, at) => !isRegistered?.[at] && (counts?.[at] ?? true)),
      );
    }
  }
  return { [measureName(code, "yes")]: reporting, [measureName(code, "n")]: population };
}

/** Agencies of a group: how many of each member are registered on all points, and those that are not. */
function registeredWithin(
  registry: RegistryState,
  group: Group,
  points: readonly number[],
): { always: Map<string, number>; sometimes: Map<string, { agency: Agency; isRegistered: boolean[] }> } {
  const always = new Map<string, number>();
  const sometimes = new Map<string, { agency: Agency; isRegistered: boolean[] }>();
  for (const agency of registry.agencies.values()) {
    if (group.kind === "member" && agency.member !== group.id) continue;
    if (group.kind === "agency" && agency.id !== group.id) continue;
    const registered = interval(agency.registered_on, agency.closed_on);
    const isRegistered = points.map((day) => covers(registered, day));
    if (isRegistered.includes(false)) sometimes.set(agency.id, { agency, isRegistered });
    else always.set(agency.member, (always.get(agency.member) ?? 0) + 1);
  }
  return { always, sometimes };
}
