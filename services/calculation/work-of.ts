import { createHash } from "node:crypto";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { measuresDigest } from "#indicators/daily-changes.ts";
import { withdrawalsDigest } from "#indicators/single-withdrawals.ts";
import type { Standpoint } from "#read/reading.ts";
import type { CalculationDays } from "./calculation-days.ts";
import type { Family } from "./context.ts";
import type { LastCalculation } from "./last-calculation.ts";
import { agencyGroup, memberGroups } from "./result-groups.ts";
import { touchedSince } from "./touched-since.ts";

/** What has to be calculated again. */
export interface Work {
  /** Everything: no result of before is kept. */
  isWhole: boolean;
  /** Whether anything of the coalition, its functions and members may be another. */
  isAnything: boolean;
  /** Members of which something may be. */
  members: Family;
  /** Agencies in families of some. */
  agencies: readonly Family[];
  /** Days of figures on which something may be another; today always. */
  days: readonly string[];
}

/** Raised when results are made or kept in another way, so that all are made again. */
const resultsVersion = 2;

/** Names the code that results are made with. */
export const resultsDefinition = createHash("sha256")
  .update(
    JSON.stringify([
      resultsVersion,
      measuresDigest,
      withdrawalsDigest,
      catalogue.map(({ code, version }) => [code, version]),
    ]),
  )
  .digest("hex")
  .slice(0, 16);

/** Agencies of which the sums are read together: their rows are in memory at once. */
const familyAgencies = 100;

/** What is another since the last calculation; undefined when nothing can be. */
export async function workOf(
  clickhouse: ClickHouse,
  { vintage, registry, step }: Standpoint,
  days: CalculationDays,
  last: LastCalculation | undefined,
): Promise<Work | undefined> {
  const isWhole =
    last === undefined ||
    last.today !== days.today ||
    last.step !== step ||
    last.definition !== resultsDefinition ||
    last.through > vintage.sequence ||
    vintage.registry_sequence > last.through;
  if (isWhole) return wholeWork(registry, days);
  if (last.through === vintage.sequence) return undefined;
  const after = { sequence: last.through, known_at: last.known_at };
  const touched = await touchedSince(clickhouse, { after, until: vintage.sequence, days: days.figures });
  return {
    isWhole,
    isAnything: touched.members.size > 0,
    members: memberGroups(registry).filter(({ id }) => touched.members.has(id)),
    agencies: familiesOf([...registry.agencies.values()].filter(({ id }) => touched.agencies.has(id)).map(agencyGroup)),
    days: days.figures.filter((day) => day === days.today || touched.days.has(day)),
  };
}

/** Everything that there is to calculate. */
export const wholeWork = (registry: RegistryState, days: CalculationDays): Work => ({
  isWhole: true,
  isAnything: true,
  members: memberGroups(registry),
  agencies: familiesOf([...registry.agencies.values()].map(agencyGroup)),
  days: days.figures,
});

/** By member, because rows lie in that order. */
const familiesOf = (agencies: Family): Family[] =>
  slicesOf(
    agencies.toSorted((one, other) => (one.member < other.member ? -1 : Number(one.member > other.member))),
    familyAgencies,
  );

/** Members of which rows are read together: where these tell much apart, those of all are many. */
export const membersTogether = 4;

/** A list in parts of so many. */
export const slicesOf = <Item>(list: readonly Item[], count: number): Item[][] =>
  Array.from({ length: Math.ceil(list.length / count) }, (_, at) => list.slice(at * count, (at + 1) * count));

/** Days of which the results of before are kept. */
export const otherDays = ({ isWhole, days }: Work, { figures }: CalculationDays): string[] =>
  isWhole ? [] : figures.filter((day) => !days.includes(day));
