type Ending = string | null | undefined;

const dayMs = 86_400_000;

/** Section 1: half-open, and a null end is open. */
export const covers = (from: Ending, until: Ending, date: string): boolean =>
  (!from || from <= date) && (!until || date < until);

/** Section 1: days between two dates are plain differences. */
export const daysBetween = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / dayMs;

export const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10);

/** Whether `on` lies in the trailing window `(date - days, date]`. */
export const isInWindow = (on: string, date: string, days: number): boolean =>
  daysBefore(date, days) < on && on <= date;

export const latest = (dates: string[]): string | undefined => dates.toSorted().at(-1);
export const earliest = (dates: string[]): string | undefined => dates.toSorted()[0];
