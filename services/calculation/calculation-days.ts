import { periodEnds, type Span } from "#read/series/span.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";

/** The days that results are of. */
export interface CalculationDays {
  /** The day in UTC on which they are calculated. */
  today: string;
  /** Ends of the last 24 months that have ended, and today, ascending. */
  figures: readonly string[];
  /** Each day of two years, today the last. */
  daily: Span;
  /** Sundays of the same years; today is no point unless it is one. */
  weekly: Span;
  /** Ends of months alone, and today alone: what `figures` is for those who read one step at a time. */
  monthly: Span;
  latest: Span;
}

const monthEnds = 24;

export function calculationDays(now: number): CalculationDays {
  const today = new Date(now).toISOString().slice(0, 10);
  const [year = 0, month = 0, day = 0] = today.split("-").map(Number);
  // In a year without a 29 February the day after, which is no earlier than any month end that counts.
  const first = new Date(Date.UTC(year - 2, month - 1, day)).toISOString().slice(0, 10);
  const after = dateOf(dayOf(today) + 1);
  const monthly = periodEnds("month", first, today, monthEnds + 1).slice(-monthEnds);
  return {
    today,
    figures: [...monthly.map(dateOf), today],
    daily: { step: "day", points: periodEnds("day", first, after, 1_000) },
    weekly: { step: "week", points: periodEnds("week", first, after, 1_000) },
    monthly: { step: "month", points: monthly },
    latest: { step: "day", points: [dayOf(today)] },
  };
}
