import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { isSummed } from "#indicators/daily-changes.ts";
import { dateOf } from "#schema/calendar.ts";
import { cutFor } from "../cut.ts";
import { durationsOn } from "../durations.ts";
import { addClass, type Figure, figureOf, type GroupTotals, noTotals } from "../group-totals.ts";
import { type Group, groupName } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { classesWithin } from "./classes-within.ts";
import type { Counts } from "./counts-within.ts";
import { coverageWithin } from "./coverage-within.ts";
import type { GroupSpan, GroupStocks } from "./group-stocks.ts";
import { countsWhen, membershipWithin, poolsOf } from "./pools.ts";
import { providersWithin } from "./providers-within.ts";
import { type Reason, reasonFor } from "./reason-for.ts";
import type { Span } from "./span.ts";

export interface SeriesQuestion {
  indicator: Indicator;
  group: Group;
  span: Span;
}

/** The figure of one date, and why it says little if it does. */
export interface Point {
  /** YYYY-MM-DD */
  date: string;
  figure: Figure;
  reason: Reason | undefined;
}

/** What a series is read with. */
export interface SeriesSources {
  clickhouse: ClickHouse;
  groupStocks: GroupStocks;
}

/** The figures of one indicator and group on each point of a span: those of `figuresOn` for its date, in few readings. */
export async function seriesOf(
  { clickhouse, groupStocks }: SeriesSources,
  standpoint: Standpoint,
  { indicator, group, span }: SeriesQuestion,
): Promise<Point[]> {
  const { registry } = standpoint;
  const { points } = span;
  if (points.length === 0) return [];
  const asked = { group, span, membership: membershipWithin(registry, points) };
  const totals = points.map(noTotals);
  const addSums = (sums: Record<string, Float64Array>): void => {
    for (const [name, values] of Object.entries(sums))
      values.forEach((value, at) => {
        const found = totals[at];
        if (found) found.sums[name] = value;
      });
  };
  const stocks = await groupStocks(standpoint, indicator, asked);
  addSums(stocks);
  if (indicator.unit === "agency") addSums(await coverageWithin(clickhouse, indicator.code, standpoint, asked, stocks));
  else if (!isSummed(indicator) && standpoint.vintage.sequence > 0)
    await addCounted(clickhouse, standpoint, indicator, asked, totals);

  return points.map((day, at) => {
    const date = dateOf(day);
    const sums = totals[at] ?? noTotals();
    const figure = figureOf(indicator, sums, date, registry);
    return { date, figure, reason: reasonFor(indicator, group, day, registry, sums, figure) };
  });
}

/** What is no sum over workloads, but counts of several kinds of them. */
async function addCounted(
  clickhouse: ClickHouse,
  { vintage, registry }: Standpoint,
  indicator: Indicator,
  { group, span, membership }: GroupSpan,
  totals: readonly GroupTotals[],
): Promise<void> {
  const question = { span, vintage, pools: poolsOf(group, registry, membership) };
  const eachCount = ({ pool, counts }: Counts<object>, add: (totals: GroupTotals, count: number) => void): void => {
    const when = countsWhen(pool, group, membership);
    totals.forEach((found, at) => {
      const count = counts[at] ?? 0;
      if (count !== 0 && (when?.[at] ?? true)) add(found, count);
    });
  };
  switch (indicator.form) {
    case "classes":
      for (const [name, scenario] of registry.scenarios)
        for (const row of await classesWithin(clickhouse, indicator, scenario, question))
          eachCount(row, (found, count) => addClass(found, name, row.class, count));
      return;
    case "concentration":
      for (const { layer, provider, provider_count, ...row } of await providersWithin(clickhouse, question))
        eachCount(row, ({ providers }, count) => providers.push({ layer, provider, provider_count, count }));
      return;
    case "duration":
      // How long a workload has waited is another number every day, so each day is judged by itself.
      for (const [at, day] of span.points.entries()) {
        const date = dateOf(day);
        const cut = cutFor([group], registry, date);
        for (const row of await durationsOn(clickhouse, indicator, { date, vintage, cut }))
          if (cut.groupsOf(row).some((each) => groupName(each) === groupName(group))) totals[at]?.durations.push(row);
      }
      return;
    default:
  }
}
