import type { ClickHouse } from "#db/clickhouse.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import type { Indicator, Share } from "#indicators/indicator.ts";
import { noOutcomes, type OutcomeCounts, plus, shareOf } from "#indicators/share.ts";
import { agencyOutcomes } from "./agency-outcomes.ts";
import { type Group, groupName, groupsOf, isOfCoalition } from "./groups.ts";
import { countOutcomes, type CountQuestion, type FunctionCounts } from "./outcome-counts.ts";
import type { Vintage } from "./watermark.ts";

export interface FigureQuestion {
  /** YYYY-MM-DD */
  date: string;
  vintage: Vintage;
  /** The registry as known at the vintage. */
  registry: RegistryState;
  indicators: readonly Indicator[];
  /** Groups asked for; every group of methodology section 6 when it is left out. */
  groups?: readonly Group[];
  /** Further differences of the one agency that is asked for. */
  also?: CountQuestion["also"];
  alsoReporting?: readonly string[];
}

/** Figures by group and code: methodology sections 5 to 7. */
export type Figures = Record<string, Record<string, Share>>;

export async function figuresOn(clickhouse: ClickHouse, question: FigureQuestion): Promise<Figures> {
  const { date, registry, indicators } = question;
  const overAgencies = indicators.filter(({ unit }) => unit === "agency");
  const [counts, ...judged] = await Promise.all([
    countOutcomes(clickhouse, indicators, { ...question, within: scopeOf(question.groups) }),
    ...overAgencies.map((indicator) => agencyOutcomes(clickhouse, indicator, question)),
  ]);

  const totals = new Map<string, Map<string, OutcomeCounts>>();
  const add = (group: Group, code: string, outcomes: OutcomeCounts): void => {
    const name = groupName(group);
    const codes = totals.get(name) ?? new Map<string, OutcomeCounts>();
    totals.set(name, codes.set(code, plus(codes.get(code) ?? noOutcomes, outcomes)));
  };
  for (const { agency, function: division, outcomes } of counts) {
    for (const group of groupsOf(agency, registry, date, division)) {
      for (const [code, outcome] of Object.entries(outcomes)) add(group, code, outcome);
    }
  }
  overAgencies.forEach(({ code }, index) => {
    for (const [agency, outcome] of judged[index] ?? []) {
      for (const group of groupsOf(agency, registry, date)) add(group, code, outcome);
    }
  });

  const groups = question.groups ?? allGroups(registry, counts, date);
  return Object.fromEntries(
    groups.map((group) => [
      groupName(group),
      Object.fromEntries(
        indicators
          .filter(({ has_functions }) => has_functions || group.kind !== "function")
          .map(({ code }) => [code, shareOf(totals.get(groupName(group))?.get(code) ?? noOutcomes)]),
      ),
    ]),
  );
}

/** One agency's or one member's rows are all that is read when nothing else is asked for. */
function scopeOf(groups: readonly Group[] | undefined): CountQuestion["within"] {
  const [only, ...others] = groups ?? [];
  if (others.length > 0) return undefined;
  if (only?.kind === "agency") return { agency: only.id };
  return only?.kind === "member" ? { member: only.id } : undefined;
}

/** Every member and agency of the registry; functions when a workload of the coalition has a version on the date. */
function allGroups(registry: RegistryState, counts: readonly FunctionCounts[], date: string): Group[] {
  const divisions = new Set(
    counts.filter(({ agency }) => isOfCoalition(agency, registry, date)).map((row) => row.function),
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
