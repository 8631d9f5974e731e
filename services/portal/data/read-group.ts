import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { type Group, groupName } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import { type Point, seriesOf } from "#read/series/series-of.ts";
import { periodEnds } from "#read/series/span.ts";
import type { Portal } from "../portal-deps.ts";
import { monthsBefore } from "./months-before.ts";

/** The figures of one group by code, some of them over two years. */
export interface GroupView {
  figures: Record<string, Figure>;
  /** Shares of three months before. */
  earlier: Record<string, Figure>;
  /** By code: ends of periods of two years, then the date itself. */
  trends: Record<string, Point[]>;
}

const trendMonths = 24;
const changeMonths = 3;

export const indicatorsWith = (isWanted: (indicator: Indicator) => boolean): Indicator[] => catalogue.filter(isWanted);

/** What a page about one group shows of it, beside figures that were read already. */
export async function readGroup(
  portal: Portal,
  standpoint: Standpoint,
  {
    group,
    date,
    trends,
    figures: reading,
  }: { group: Group; date: string; trends: readonly string[]; figures: Promise<Record<string, Figure>> },
): Promise<GroupView> {
  const name = groupName(group);
  const [figures, earlier, ...series] = await Promise.all([
    reading,
    figuresOn(portal.sources.clickhouse, standpoint, {
      date: monthsBefore(date, changeMonths),
      indicators: indicatorsWith(({ form }) => form === "share"),
      groups: [group],
    }),
    ...indicatorsWith(({ code }) => trends.includes(code)).map(async (indicator): Promise<[string, Point[]]> => [
      indicator.code,
      await readTrend(portal, standpoint, { indicator, group, date }),
    ]),
  ]);
  const ended = series.map(([code, points]) => [code, endedBy(points, date, figures[code])]);
  return { figures, earlier: earlier[name] ?? {}, trends: Object.fromEntries(ended) };
}

/** A series and the figure of the chosen date after it, which need not be the end of a period. */
export const endedBy = (points: Point[], date: string, figure: Figure | undefined): Point[] =>
  figure ? [...points, { date, figure, reason: undefined }] : points;

/**
 * An indicator of one group at the month ends of the two years before a date; at quarter ends where every point costs as much as
 * a figure.
 */
export async function readTrend(
  { sources }: Pick<Portal, "sources">,
  standpoint: Standpoint,
  { indicator, group, date }: { indicator: Indicator; group: Group; date: string },
): Promise<Point[]> {
  const step = indicator.form === "duration" ? "quarter" : "month";
  const points = periodEnds(step, monthsBefore(date, trendMonths), date, trendMonths + 1);
  return await seriesOf(sources, standpoint, { indicator, group, span: { step, points } });
}
