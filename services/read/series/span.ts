import type { QueryParameters } from "#db/query-parameters.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";

export const steps = ["day", "week", "month", "quarter"] as const;
export type Step = (typeof steps)[number];

/** The points of a series: the last days of periods, of which each is a day, a week (Sunday), a month or a quarter. */
export interface Span {
  step: Step;
  /** Days since 1970-01-01, ascending. */
  points: readonly number[];
}

const weekdays = 7;
/** 1970-01-04. */
const aSunday = 3;

/** The last day of the period that a day lies in. */
const periodEnd: Record<Step, (day: number) => number> = {
  day: (day) => day,
  week: (day) => day + ((((aSunday - day) % weekdays) + weekdays) % weekdays),
  month: (day) => lastOfMonths(day, 1),
  quarter: (day) => lastOfMonths(day, 3),
};

/** The last day of the group of `count` months, counted from January, that a day lies in. */
function lastOfMonths(day: number, count: number): number {
  const [year = 0, month = 0] = dateOf(day).split("-").map(Number);
  return Date.UTC(year, Math.ceil(month / count) * count, 0) / 86_400_000;
}

/** Ends of periods with `from <= day < until`, at most `limit` of them and one more, so that a longer span shows as one. */
export function periodEnds(step: Step, from: string, until: string, limit: number): number[] {
  const points: number[] = [];
  const end = dayOf(until);
  for (let day = periodEnd[step](dayOf(from)); day < end && points.length <= limit; day = periodEnd[step](day + 1))
    points.push(day);
  return points;
}

/** SQL of the place of the first point that is not before a date. */
const place: Record<Step, (date: string) => string> = {
  day: (date) => `dateDiff('day', {first_point:Date32}, ${date})`,
  week: (date) => `intDiv(dateDiff('day', {first_point:Date32}, ${date}) + ${weekdays - 1}, ${weekdays})`,
  month: (date) => `dateDiff('month', {first_point:Date32}, ${date})`,
  quarter: (date) => `dateDiff('quarter', {first_point:Date32}, ${date})`,
};

/** SQL of the place (0 is the first) of the point from which on a change on `day` counts; those before all points count from the first. */
export const placeOf = ({ step }: Span, day: string): string =>
  `toUInt16(${place[step](`greatest(${day}, {first_point:Date32})`)})`;

/** SQL condition on rows of `facts` whose changes matter: those of an interval that ends before the points cancel out. */
export const holdsWithin = "valid_from <= {last_point:Date32} AND valid_until > {first_point:Date32}";
/** SQL of the day after the last point, from which on changes do not matter. */
export const afterSpan = "addDays({last_point:Date32}, 1)";

export function spanParameters({ points }: Span): QueryParameters {
  return { first_point: dateOf(points.at(0) ?? 0), last_point: dateOf(points.at(-1) ?? 0) };
}
