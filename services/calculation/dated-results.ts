import { jurisdictionOn } from "#derivation/location.ts";
import { controlView } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { ProviderCount } from "#indicators/concentration/concentration-of.ts";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import { type ClassCounts, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import { cutFor } from "#read/cut.ts";
import { type AgeBand, debtAgesOn } from "#read/debt-ages.ts";
import type { DebtItemKind } from "#read/debt-items.ts";
import { type Figures, figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { groupName } from "#read/groups.ts";
import { factNames, notReportedOn } from "#read/not-reported.ts";
import { providersOn } from "#read/provider-counts.ts";
import { providerWeights } from "#read/provider-weights.ts";
import { dayOf } from "#schema/calendar.ts";
import { type CalculationContext, type Family, isLatest, rowHead } from "./context.ts";
import { jurisdictionName } from "./jurisdiction-name.ts";
import { groupKey, type ResultGroup } from "./result-groups.ts";
import type { Reasons } from "./summed-results.ts";

/** What is calculated of a family of groups on one date. */
export interface DatedQuestion {
  family: Family;
  date: string;
  /** By name of the group. */
  reasons: ReadonlyMap<string, Reasons>;
}

const durationIndicators = catalogue.filter(({ form }) => form === "duration");
const scenarioIndicators = catalogue.filter(({ form }) => form === "classes");

/** Groups of the family that there are on the date: a function only when somebody reports it. */
const listed = ({ family, date, reasons }: DatedQuestion): Family =>
  family.filter((group) => group.kind !== "function" || reasons.get(groupKey(group))?.get(date) !== "nothing-reported");

/** DEPLOY_SPEED: the median as value, the quartiles as its ends. */
export async function writeDurations(context: CalculationContext, question: DatedQuestion): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { family, date, reasons } = question;
  for (const group of family) slices.of("duration", group);
  const groups = family.map(({ group }) => group);
  const figures = await figuresOn(clickhouse, standpoint, { date, indicators: durationIndicators, groups });
  for (const group of listed(question)) {
    for (const { code } of durationIndicators) {
      const { n, events, inconsistent, p25, median, p75 } = figureIn<DeploySpeed>(figures, group, code);
      const reason = reasonOf(reasons.get(groupKey(group))?.get(date), n);
      const head = rowHead(context, "duration", group, date);
      const rest = [code, median, p25, p75, n, "days", reason, events, inconsistent, isLatest(context, date)];
      await writer.add("figure_results", [...head, ...rest]);
    }
  }
}

/** The form of a figure is that of its indicator. */
function figureIn<Form extends Figure>(figures: Figures, group: ResultGroup, code: string): Form {
  const figure = figures[groupKey(group)]?.[code];
  if (!figure) throw new Error(`there is no ${code} of ${groupKey(group)}`);
  return figure as Form;
}

/** What speaks against every figure of the group comes before an empty denominator of this one. */
function reasonOf(ofGroup: string | undefined, n: number): string {
  if (ofGroup === "not-a-member" || ofGroup === "nothing-reported") return ofGroup;
  return n === 0 ? "empty-denominator" : "";
}

/** WITHDRAWAL for each scenario of the registry. */
export async function writeScenarios(context: CalculationContext, question: DatedQuestion): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { family, date } = question;
  for (const group of family) slices.of("scenario", group);
  const { scenarios } = standpoint.registry;
  if (scenarios.size === 0) return;
  const groups = family.map(({ group }) => group);
  const figures = await figuresOn(clickhouse, standpoint, { date, indicators: scenarioIndicators, groups });
  for (const group of listed(question)) {
    for (const { code } of scenarioIndicators) {
      const classes = figureIn<Record<string, ClassCounts>>(figures, group, code);
      for (const [name, { notice_minutes }] of scenarios) {
        const counts = withdrawalClasses.map((each) => classes[name]?.[each] ?? 0);
        const head = rowHead(context, "scenario", group, date);
        const rest = ["scenario", name, name, [notice_minutes], counts, isLatest(context, date)];
        await writer.add("withdrawal_results", [...head, ...rest]);
      }
    }
  }
}

/** What part of each layer providers and jurisdictions make up. */
export async function writeConcentration(context: CalculationContext, question: DatedQuestion): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { vintage, registry } = standpoint;
  const { family, date } = question;
  for (const group of family) slices.of("concentration", group);
  const cut = cutFor(
    family.map(({ group }) => group),
    registry,
    date,
  );
  const counts = new Map<string, ProviderCount[]>();
  for (const row of await providersOn(clickhouse, { date, vintage, cut }))
    for (const group of cut.groupsOf(row)) counts.set(groupName(group), [...(counts.get(groupName(group)) ?? []), row]);
  const view = controlView(registry);
  const jurisdictionOf = (provider: string): string | undefined =>
    jurisdictionOn({ provider, jurisdiction: undefined }, dayOf(date), view);
  const nameOf = { provider: (id: string) => registry.providers.get(id)?.name ?? id, jurisdiction: jurisdictionName };
  for (const group of family) {
    for (const each of providerWeights(counts.get(groupKey(group)) ?? [], jurisdictionOf)) {
      const { layer, dimension, entity, workloads, share, hhi, layer_workloads } = each;
      const head = rowHead(context, "concentration", group, date);
      const rest = [layer, dimension, entity, nameOf[dimension](entity), workloads, share, hhi, layer_workloads];
      await writer.add("concentration_results", [...head, ...rest, isLatest(context, date)]);
    }
  }
}

/** Which facts are not reported. */
export async function writeNotReported(context: CalculationContext, question: DatedQuestion): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { vintage, registry } = standpoint;
  const { family, date } = question;
  for (const group of family) slices.of("not-reported", group);
  const cut = cutFor(
    family.map(({ group }) => group),
    registry,
    date,
  );
  const sums = new Map<string, { workloads: number; not_reported: number }[]>();
  for (const row of await notReportedOn(clickhouse, { date, vintage, cut })) {
    for (const group of cut.groupsOf(row)) {
      const found = sums.get(groupName(group)) ?? factNames.map(() => ({ workloads: 0, not_reported: 0 }));
      sums.set(groupName(group), found);
      found.forEach((sum, at) => {
        sum.workloads += row.workloads[at] ?? 0;
        sum.not_reported += row.not_reported[at] ?? 0;
      });
    }
  }
  for (const group of listed(question)) {
    const found = sums.get(groupKey(group));
    for (const [at, fact] of factNames.entries()) {
      const { workloads = 0, not_reported = 0 } = found?.[at] ?? {};
      const head = rowHead(context, "not-reported", group, date);
      await writer.add("not_reported_results", [...head, fact, workloads, not_reported, isLatest(context, date)]);
    }
  }
}

/** How long open items have run. */
export async function writeDebtAges(
  context: CalculationContext,
  { family, date }: Omit<DatedQuestion, "reasons">,
): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { vintage, registry } = standpoint;
  for (const group of family) slices.of("debt-age", group);
  const cut = cutFor(
    family.map(({ group }) => group),
    registry,
    date,
  );
  const ages = new Map<string, Map<string, { kind: DebtItemKind; band: AgeBand; items: number; oldest: number }>>();
  for (const { kind, age_band: band, items, oldest_days, ...row } of await debtAgesOn(clickhouse, {
    date,
    vintage,
    cut,
  })) {
    for (const group of cut.groupsOf(row)) {
      const ofGroup = ages.get(groupName(group)) ?? new Map();
      ages.set(groupName(group), ofGroup);
      const found = ofGroup.get(`${kind} ${band}`) ?? { kind, band, items: 0, oldest: 0 };
      ofGroup.set(`${kind} ${band}`, found);
      found.items += items;
      found.oldest = Math.max(found.oldest, oldest_days);
    }
  }
  for (const group of family) {
    for (const { kind, band, items, oldest } of ages.get(groupKey(group))?.values() ?? []) {
      const head = rowHead(context, "debt-age", group, date);
      // Only findings have a due date, and they are there while they are past it.
      await writer.add("debt_age_results", [...head, kind, band, items, oldest, kind === "correction" ? items : 0]);
    }
  }
}
