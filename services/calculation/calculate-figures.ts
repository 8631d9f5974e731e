import { summedIndicators } from "#indicators/daily-changes.ts";
import { openAgencyStocks } from "#read/series/agency-stocks.ts";
import { type GroupStocks, openGroupStocks } from "#read/series/group-stocks.ts";
import type { CountedFamily } from "#read/series/family-counts.ts";
import { membershipWithin } from "#read/series/pools.ts";
import { writeConcentration } from "./concentration-results.ts";
import type { CalculationContext, Family, Reasons } from "./context.ts";
import { writeDebtAges } from "./debt-age-results.ts";
import { writeDurations } from "./duration-results.ts";
import { writeMemberFunctions } from "./member-function-results.ts";
import { keepOtherDays } from "./keep-other-days.ts";
import type { LastCalculation } from "./last-calculation.ts";
import { writeNotReported } from "./not-reported-results.ts";
import { writeParties } from "./party-results.ts";
import { coalitionGroup, functionGroups, groupKey } from "./result-groups.ts";
import { writeRevisions } from "./revision-results.ts";
import { writeScenarios } from "./scenario-results.ts";
import { writeSummed } from "./summed-results.ts";
import { membersTogether, otherDays, slicesOf, type Work } from "./work-of.ts";

/** Calculates every result but withdrawals of single names. */
export async function calculateFigures(
  context: CalculationContext,
  work: Work,
  last: LastCalculation | undefined,
): Promise<void> {
  const { clickhouse, standpoint, slices } = context;
  if (work.isWhole) await writeParties(context);
  const reasons = new Map<string, Reasons>();
  if (work.isAnything) {
    const groupStocks = openGroupStocks(clickhouse);
    for (const group of [coalitionGroup, ...functionGroups, ...work.members]) {
      await readAhead(context, groupStocks, group.group);
      reasons.set(groupKey(group), await writeSummed(context, group, { clickhouse, groupStocks }));
    }
    await calculateCoalition(context, work, reasons);
    await writeRevisions(context, work, last);
  }
  for (const family of work.agencies) {
    const agencies = family.flatMap(({ id }) => standpoint.registry.agencies.get(id) ?? []);
    const sources = { clickhouse, groupStocks: openAgencyStocks(clickhouse, agencies) };
    for (const group of family) reasons.set(groupKey(group), await writeSummed(context, group, sources));
    await calculateAgencies(context, family, work, reasons);
  }
  await keepOtherDays(clickhouse, slices, { results: ["duration"], days: otherDays(work, context.days) });
}

/** Indicators that are read in one statement: of all, the answer would keep the thread. */
const indicatorsTogether = 4;

/** Groups of one kind share readings, and a reading of several indicators costs little more than one of one. */
async function readAhead(
  { standpoint, days: { daily: span } }: CalculationContext,
  groupStocks: GroupStocks,
  group: Family[number]["group"],
): Promise<void> {
  const membership = membershipWithin(standpoint.registry, span.points);
  for (const indicators of slicesOf(summedIndicators, indicatorsTogether))
    await Promise.all(indicators.map((indicator) => groupStocks(standpoint, indicator, { group, span, membership })));
}

/** What is not made of sums, of the coalition, functions and members. */
async function calculateCoalition(
  context: CalculationContext,
  { members, days }: Work,
  reasons: ReadonlyMap<string, Reasons>,
): Promise<void> {
  const { standpoint } = context;
  const { vintage, registry } = standpoint;
  const { monthly, latest } = context.days;
  const groups = [coalitionGroup, ...functionGroups, ...members];
  const everybody: CountedFamily = { span: monthly, vintage, registry, by: ["member", "function"] };
  await writeNotReported(context, groups, everybody, reasons);
  await writeScenarios(context, groups, everybody, reasons);
  for (const family of [[coalitionGroup, ...functionGroups], ...slicesOf(members, membersTogether)])
    await writeDurations(context, family, days, reasons);
  const ofMembers = slicesOf([...registry.members.keys()], membersTogether).map((some): CountedFamily => ({
    span: monthly,
    vintage,
    registry,
    by: ["member"],
    only: { members: some },
  }));
  await writeConcentration(context, [coalitionGroup, ...members], ofMembers);
  const ofFunctions: CountedFamily = { span: latest, vintage, registry, by: ["part", "function"] };
  await writeConcentration(context, functionGroups, [ofFunctions]);
  await writeDebtAges(context, [coalitionGroup]);
  if (members.length > 0) await writeDebtAges(context, members);
  await writeMemberFunctions(context, members);
}

async function calculateAgencies(
  context: CalculationContext,
  family: Family,
  { days }: Work,
  reasons: ReadonlyMap<string, Reasons>,
): Promise<void> {
  const { vintage, registry } = context.standpoint;
  const { monthly, latest } = context.days;
  const only = { agencies: family.map(({ id }) => id) };
  const counted: CountedFamily = { span: monthly, vintage, registry, by: ["agency"], only };
  await writeNotReported(context, family, counted, reasons);
  await writeDurations(context, family, days, reasons);
  await writeScenarios(context, family, { ...counted, span: latest }, reasons);
  await writeConcentration(context, family, [{ ...counted, span: latest }]);
  await writeDebtAges(context, family);
}
