import { periodEnds, type Span } from "#read/series/span.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";

/** The days that results are of. */
export interface CalculationDays {
  /** The day in UTC on which they are calculated. */
  today: string;
  /** Ends of the last 24 months that have ended, and today, ascending. */
  figures: readonly string[];
  /** The same as a span: today is the last day so far of the month that it lies in. */
  monthly: Span;
  /** Each day of two years, today the last. */
  daily: Span;
  /** Sundays of the same years. */
  weekly: Span;
  latest: Span;
}

const monthEnds = 24;
/** More than there are in two years. */
const mostPoints = 1_000;

export function calculationDays(now: number): CalculationDays {
  const today = new Date(now).toISOString().slice(0, 10);
  const [year = 0, month = 0, day = 0] = today.split("-").map(Number);
  // In a year without a 29 February the day after, which is no later than any month end that counts.
  const first = dateOf(Date.UTC(year - 2, month - 1, day) / 86_400_000);
  const after = dateOf(dayOf(today) + 1);
  const ends = periodEnds("month", first, today, mostPoints).slice(-monthEnds);
  const points = [...ends, dayOf(today)];
  return {
    today,
    figures: points.map(dateOf),
    monthly: { step: "month", points },
    daily: { step: "day", points: periodEnds("day", first, after, mostPoints) },
    weekly: { step: "week", points: periodEnds("week", first, after, mostPoints) },
    latest: { step: "day", points: [dayOf(today)] },
  };
}
