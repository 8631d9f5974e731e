import type { Draw } from "./draw.ts";

const dayMs = 86_400_000;

export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);

/** The ends of what a record may say. */
const outermost = ["1950-01-01", "2199-12-31"] as const;

/** Dates on, and one day beside, the days on which a figure of a queried date changes. */
export interface BorderDates {
  queried: readonly string[];
  /** Near a queried date, less one of these numbers of days. */
  near(...windows: readonly number[]): string;
  /** Within some years before the last queried date. */
  before(): string;
  /** The date itself or one day beside it. */
  beside(date: string): string;
  /** What an interval begins or ends with, often nothing. */
  ending(): string | null;
  outermost(): string;
}

const calendar = ["2024-02-29", "2024-03-31", "2024-12-31", "2025-03-01", "2025-06-30", "2025-10-01", "2026-02-28"];

export function createBorderDates(draw: Draw): BorderDates {
  const queried = draw.shuffled(calendar).slice(0, draw.between(2, 3)).toSorted();
  const dates: BorderDates = {
    queried,
    near: (...windows) => dates.beside(plusDays(draw.pick(queried), -draw.pick(windows))),
    before: () => plusDays(queried.at(-1)!, -draw.between(0, 900)),
    beside: (date) => plusDays(date, draw.pick([-1, 0, 0, 1])),
    ending() {
      if (draw.chance(0.65)) return null;
      if (draw.chance(0.05)) return dates.outermost();
      return draw.chance(0.6) ? dates.near(0) : plusDays(dates.before(), draw.between(0, 400));
    },
    outermost: () => draw.pick(outermost),
  };
  return dates;
}
