import { summedIndicators } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import type { Share } from "#indicators/share.ts";
import type { Reason } from "#read/series/reason-for.ts";
import { type Point, seriesOf, type SeriesSources } from "#read/series/series-of.ts";
import type { Span } from "#read/series/span.ts";
import type { CalculationDays } from "./calculation-days.ts";
import { type CalculationContext, isLatest, type Reasons, rowHead } from "./context.ts";
import type { ResultGroup } from "./result-groups.ts";

/** Points of a group that are read together, and what they are written as. */
interface Reading {
  span: Span;
  isOfSeries: (date: string) => boolean;
  isFigure: (date: string) => boolean;
}

/** Writes the figures of a group that are made of sums: shares and reliability debt, over time and on the days of figures. */
export async function writeSummed(
  context: CalculationContext,
  group: ResultGroup,
  sources: SeriesSources,
): Promise<Reasons> {
  const { standpoint, days, slices } = context;
  for (const result of ["figure", "series", "debt"] as const) slices.of(result, group);
  const reasons = new Map<string, Reason | "">();
  for (const { span, isOfSeries, isFigure } of readingsOf(group, days)) {
    for (const indicator of indicatorsOf(group)) {
      const points = await seriesOf(sources, standpoint, { indicator, group: group.group, span });
      if (indicator.unit === "workload")
        for (const { date, reason = "" } of points) if (isFigure(date)) reasons.set(date, reason);
      // A function that nobody reported is no group: methodology section 6.
      if (group.kind === "function" && points.every(({ reason }) => reason === "nothing-reported")) break;
      for (const point of points) {
        if (isOfSeries(point.date)) await writePoint(context, group, indicator, point);
        const isListed = group.kind !== "function" || point.reason !== "nothing-reported";
        if (indicator.form === "share" && isListed && isFigure(point.date))
          await writeFigure(context, group, indicator, point);
      }
    }
  }
  return reasons;
}

const indicatorsOf = ({ kind }: ResultGroup): Indicator[] =>
  summedIndicators.filter(({ has_functions }) => has_functions || kind !== "function");

function readingsOf({ kind }: ResultGroup, { daily, weekly, monthly, figures, today }: CalculationDays): Reading[] {
  if (kind !== "agency") return [{ span: daily, isOfSeries: () => true, isFigure: (date) => figures.includes(date) }];
  return [
    { span: weekly, isOfSeries: (date) => date !== today, isFigure: () => false },
    { span: monthly, isOfSeries: (date) => date === today, isFigure: () => true },
  ];
}

async function writePoint(
  context: CalculationContext,
  group: ResultGroup,
  { code, form }: Indicator,
  { date, figure, reason }: Point,
): Promise<void> {
  if (form === "debt") {
    const { testing, audit, unverified, correction, findings_unreported, pace } = figure as ReliabilityDebt;
    const stocks = [testing, audit, unverified, correction].flatMap(({ items, days }) => [items, days]);
    const { deployments, evaluations, ratio, clearing_days } = pace;
    const head = rowHead(context, "debt", group, date);
    const rest = [...stocks, findings_unreported, deployments, evaluations, ratio, clearing_days];
    await context.writer.add("debt_results", [...head, ...rest]);
    return;
  }
  const { value, lower, upper, n } = figure as Share;
  const head = rowHead(context, "series", group, date);
  await context.writer.add("series_results", [...head, code, value, lower, upper, n, reason ?? ""]);
}

async function writeFigure(
  context: CalculationContext,
  group: ResultGroup,
  { code }: Indicator,
  { date, figure, reason }: Point,
): Promise<void> {
  const { value, lower, upper, n } = figure as Share;
  const head = rowHead(context, "figure", group, date);
  const rest = [code, value, lower, upper, n, "share", reason ?? "", null, null, isLatest(context, date)];
  await context.writer.add("figure_results", [...head, ...rest]);
}
