import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { exposedNames } from "#read/every-withdrawal.ts";
import { knownRegistry } from "#read/known-registry.ts";
import type { Standpoint } from "#read/reading.ts";
import { openAgencyStocks } from "#read/series/agency-stocks.ts";
import { openGroupStocks } from "#read/series/group-stocks.ts";
import { readWithdrawalMark } from "#read/withdrawal-aggregates.ts";
import { calculationDays } from "./calculation-days.ts";
import type { CalculationContext, Family } from "./context.ts";
import { copyPushes } from "./copy-pushes.ts";
import {
  type DatedQuestion,
  writeConcentration,
  writeDebtAges,
  writeDurations,
  writeNotReported,
  writeScenarios,
} from "./dated-results.ts";
import { jurisdictionName } from "./jurisdiction-name.ts";
import { keepOtherDays } from "./keep-other-days.ts";
import { readLastCalculation } from "./last-calculation.ts";
import type { Prepared } from "./name-slices.ts";
import { registeredJurisdictions, writeJurisdictions, writeParties } from "./party-results.ts";
import { groupKey } from "./result-groups.ts";
import { createResultWriter } from "./result-writer.ts";
import { type Subject, writeSingleWithdrawals } from "./single-withdrawals.ts";
import { createSlices } from "./slices.ts";
import { type Reasons, writeSummed } from "./summed-results.ts";
import { resultsDefinition, type Work, workOf } from "./work-of.ts";

export interface CalculationDeps {
  clickhouse: ClickHouse;
  sql: Sql;
  /** A number that no slice has had, each greater than the one before. */
  nextSlice: () => number;
  /** Ends a calculation under way. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Calculates what is another since the last time and stores it, unseen. Undefined when nothing can be another. */
export async function calculate(deps: CalculationDeps, standpoint: Standpoint): Promise<Prepared | undefined> {
  const { clickhouse, now, nextSlice, signal } = deps;
  const context: CalculationContext = {
    clickhouse,
    standpoint,
    days: calculationDays(now()),
    writer: createResultWriter(clickhouse, signal),
    slices: createSlices(nextSlice),
  };
  const tracks: Prepared["tracks"] = {};
  const last = await readLastCalculation(clickhouse, "calculation");
  const work = await workOf(clickhouse, standpoint, context.days, last);
  if (work) {
    await copyPushes(deps, { until: standpoint.vintage.sequence, registry: standpoint.registry });
    await calculateFigures(context, work);
    tracks.calculation = calculationOf(context);
  }
  const precomputed = await precomputedStandpoint(clickhouse, standpoint);
  if (precomputed) {
    const ofWithdrawals = { ...context, standpoint: precomputed };
    const before = await readLastCalculation(clickhouse, "withdrawal-calculation");
    const again = await workOf(clickhouse, precomputed, context.days, before);
    if (again) {
      await calculateWithdrawals(ofWithdrawals, again);
      tracks["withdrawal-calculation"] = calculationOf(ofWithdrawals);
    }
  }
  for (const track of Object.keys(tracks) as (keyof typeof tracks)[]) context.slices.of(track, { kind: "", id: "" });
  if (context.slices.all().length === 0) return undefined;
  await context.writer.flush();
  return { slices: context.slices.all(), tracks };
}

const calculationOf = ({ standpoint: { vintage, step }, days: { today } }: CalculationContext) => ({
  through: vintage.sequence,
  known_at: vintage.known_at,
  today,
  step,
  definition: resultsDefinition,
});

/** What was known when withdrawals were precomputed; undefined while none are. */
async function precomputedStandpoint(clickhouse: ClickHouse, latest: Standpoint): Promise<Standpoint | undefined> {
  const mark = await readWithdrawalMark(clickhouse, latest.vintage.sequence);
  if (!mark) return undefined;
  if (mark.sequence === latest.vintage.sequence) return latest;
  const [row] = await clickhouse.read<{ registry_sequence: string }>(
    "SELECT max(sequence) AS registry_sequence FROM @db.parties WHERE sequence <= {sequence:UInt64}",
    { sequence: mark.sequence },
  );
  const registry_sequence = Number(row?.registry_sequence ?? 0);
  return {
    ...latest,
    vintage: { ...mark, registry_sequence },
    registry: await knownRegistry(clickhouse, registry_sequence),
  };
}

async function calculateFigures(context: CalculationContext, work: Work): Promise<void> {
  const { clickhouse, standpoint, slices, days } = context;
  if (work.isWhole) await writeParties(context);
  const reasons = new Map<string, Reasons>();
  const groupStocks = openGroupStocks(clickhouse);
  for (const group of [...work.coalition, ...work.members])
    reasons.set(groupKey(group), await writeSummed(context, group, { clickhouse, groupStocks }));
  for (const family of work.agencies) {
    const agencies = family.flatMap(({ id }) => standpoint.registry.agencies.get(id) ?? []);
    const sources = { clickhouse, groupStocks: openAgencyStocks(clickhouse, agencies) };
    for (const group of family) reasons.set(groupKey(group), await writeSummed(context, group, sources));
  }

  for (const date of work.days) {
    const isToday = date === days.today;
    const ask = (family: Family): DatedQuestion => ({ family, date, reasons });
    for (const family of familiesOf(work)) {
      await writeDurations(context, ask(family));
      await writeNotReported(context, ask(family));
      const isOfAgencies = family[0]?.kind === "agency";
      if (isToday || !isOfAgencies) {
        await writeScenarios(context, ask(family));
        const weighed = isToday ? family : family.filter(({ kind }) => kind !== "function");
        await writeConcentration(context, ask(weighed));
      }
      const ofWorkloads = family.filter(({ kind }) => kind !== "function");
      if (isToday) await writeDebtAges(context, { family: ofWorkloads, date });
    }
  }
  if (!work.isWhole)
    await keepOtherDays(clickhouse, slices, {
      results: ["duration", "not-reported", "scenario", "concentration"],
      days: days.figures.filter((day) => !work.days.includes(day)),
    });
}

/** Families of which rows are read together: rows by duration of many members are many. */
const familyMembers = 4;
const familiesOf = ({ coalition, members, agencies }: Work): Family[] => [
  ...(coalition.length > 0 ? [coalition] : []),
  ...Array.from({ length: Math.ceil(members.length / familyMembers) }, (_, at) =>
    members.slice(at * familyMembers, (at + 1) * familyMembers),
  ),
  ...agencies,
];

async function calculateWithdrawals(context: CalculationContext, work: Work): Promise<void> {
  const { clickhouse, standpoint, days, slices } = context;
  const { vintage, registry } = standpoint;
  const exposed = await exposedNames(clickhouse, vintage);
  const idsOf = (kind: Subject["kind"], registered: Iterable<string>): string[] =>
    [...new Set([...registered, ...exposed.filter((each) => each.kind === kind).map(({ id }) => id)])].sort();
  const jurisdictions = idsOf("jurisdiction", registeredJurisdictions(registry));
  await writeJurisdictions(context, jurisdictions);
  const subjects: Subject[] = [
    ...idsOf("provider", registry.providers.keys()).map((id): Subject => {
      const name = registry.providers.get(id)?.name ?? id;
      return { kind: "provider", id, name };
    }),
    ...jurisdictions.map((id): Subject => ({ kind: "jurisdiction", id, name: jurisdictionName(id) })),
  ];
  for (const date of work.days)
    for (const family of familiesOf(work))
      if (date === days.today || family[0]?.kind !== "agency")
        await writeSingleWithdrawals(context, { family, date, subjects });
  if (!work.isWhole)
    await keepOtherDays(clickhouse, slices, {
      results: ["withdrawal"],
      days: days.figures.filter((day) => !work.days.includes(day)),
    });
}
