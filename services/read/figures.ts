import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { agencyOutcomes } from "./agency-outcomes.ts";
import { cutFor } from "./cut.ts";
import { durationsOn } from "./durations.ts";
import type { FurtherRow } from "./fact-source.ts";
import { addClass, addSums, type Figure, figureOf, type GroupTotals, noTotals } from "./group-totals.ts";
import { coalitionMembers, type Group, groupName } from "./groups.ts";
import { measureName } from "#indicators/measures.ts";
import { providersOn } from "./provider-counts.ts";
import type { Standpoint } from "./reading.ts";
import { correctionsOn, type StockRow, stocksOn } from "./stocks.ts";
import { scenarioClassesOn } from "./scenario-classes.ts";

export interface FigureQuestion {
  /** YYYY-MM-DD */
  date: string;
  indicators: readonly Indicator[];
  /** Groups asked for; every group of methodology section 6 when it is left out. */
  groups?: readonly Group[];
  /** Rows that a push not stored would add. */
  also?: readonly FurtherRow[];
  alsoReporting?: readonly string[];
}

/** Figures by group and code: methodology sections 5 to 7. */
export type Figures = Record<string, Record<string, Figure>>;

export async function figuresOn(
  clickhouse: ClickHouse,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  { date, indicators, groups: asked, also, alsoReporting }: FigureQuestion,
): Promise<Figures> {
  const cut = cutFor(asked, registry, date);
  const question = { date, vintage, cut, also };
  const totals = new Map<string, GroupTotals>();
  const totalsOf = (group: Group): GroupTotals => {
    const name = groupName(group);
    const found = totals.get(name) ?? noTotals();
    totals.set(name, found);
    return found;
  };
  const judging = (form: Indicator["form"], unit: Indicator["unit"] = "workload"): Indicator[] =>
    indicators.filter((indicator) => indicator.form === form && indicator.unit === unit);

  const overWorkloads = [...judging("share"), ...judging("debt")];
  let stocks: StockRow[] = [];
  const readings = [
    // Which functions occur, only rows of workloads tell.
    ...(overWorkloads.length > 0 || !asked
      ? [
          stocksOn(clickhouse, overWorkloads, question).then((rows) => {
            stocks = rows;
            for (const row of rows) for (const group of cut.groupsOf(row)) addSums(totalsOf(group), row.sums);
          }),
        ]
      : []),
    ...judging("debt").map(async () => {
      for (const row of await correctionsOn(clickhouse, question))
        for (const group of cut.groupsOf(row)) addSums(totalsOf(group), row.sums);
    }),
    ...judging("duration").map(async (indicator) => {
      for (const row of await durationsOn(clickhouse, indicator, question))
        for (const group of cut.groupsOf(row)) totalsOf(group).durations.push(row);
    }),
    ...judging("concentration").map(async () => {
      for (const row of await providersOn(clickhouse, question))
        for (const group of cut.groupsOf(row)) totalsOf(group).providers.push(row);
    }),
    ...judging("classes").map(async (indicator) => {
      for (const row of await scenarioClassesOn(clickhouse, indicator, registry.scenarios, question))
        for (const group of cut.groupsOf(row)) addClass(totalsOf(group), row.scenario, row.class, row.count);
    }),
    ...judging("share", "agency").map(async (indicator) => {
      const about = { date, vintage, alsoReporting };
      const coalition = coalitionMembers(registry, date);
      for (const { agency, member, outcome } of await agencyOutcomes(clickhouse, indicator, registry, about)) {
        const counted = { [measureName(indicator.code, outcome)]: 1, [measureName(indicator.code, "n")]: 1 };
        addSums(totalsOf({ kind: "agency", id: agency }), counted);
        addSums(totalsOf({ kind: "member", id: member }), counted);
        if (coalition.has(member)) addSums(totalsOf({ kind: "coalition" }), counted);
      }
    }),
  ];
  await Promise.all(readings);

  const groups = asked ?? allGroups(registry, stocks, date);
  return Object.fromEntries(
    groups.map((group) => [
      groupName(group),
      Object.fromEntries(
        indicators
          .filter(({ has_functions }) => has_functions || group.kind !== "function")
          .map((indicator) => [indicator.code, figureOf(indicator, totalsOf(group), date, registry)]),
      ),
    ]),
  );
}

/** Every member and agency of the registry; functions when a workload of the coalition has a version on the date. */
function allGroups(registry: Standpoint["registry"], rows: readonly StockRow[], date: string): Group[] {
  const coalition = coalitionMembers(registry, date);
  const divisions = new Set(
    rows
      .filter(({ member = "", sums }) => coalition.has(member) && (sums.versions ?? 0) > 0)
      .map((row) => row.function ?? 0),
  );
  return [
    { kind: "coalition" },
    ...[...registry.members.keys()].map((id): Group => ({ kind: "member", id })),
    ...[...registry.agencies.keys()].map((id): Group => ({ kind: "agency", id })),
    // Reported functions in the order of their codes, those not reported last.
    ...[...divisions]
      .sort((left, right) => (left || 99) - (right || 99))
      .map((division): Group => ({ kind: "function", division })),
  ];
}
