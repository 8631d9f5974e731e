import { z } from "zod";

/**
 * A calendar date in UTC, `YYYY-MM-DD`, that exists, from 1950-01-01 to 2199-12-31.
 * A pattern and no refinement, so that the JSON Schema made from it refuses exactly the same texts.
 */
export const calendarDatePattern =
  /^(?:(?:19[5-9]\d|2[01]\d\d)-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:19(?:5[26]|[68][048]|[79][26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))-02-29)$/;

export const CalendarDate = z
  .string()
  .regex(calendarDatePattern, { error: "expected a date that exists, YYYY-MM-DD, from 1950-01-01 to 2199-12-31" })
  .meta({ id: "CalendarDate" });
export type CalendarDate = z.infer<typeof CalendarDate>;

/** RFC 3339 instant with an offset; compared as an instant, never as text. */
export const Instant = z.iso.datetime({ offset: true }).meta({ id: "Instant" });

const zero = 0x30;
const digit = (date: string, at: number): number => date.charCodeAt(at) - zero;

/** Days since 1970-01-01 of a date `YYYY-MM-DD` that exists. Differences of two are plain numbers of days. */
export function dayOf(date: string): number {
  const month = digit(date, 5) * 10 + digit(date, 6);
  // Years that begin in March, so that the day that not every year has is the last.
  const isEarly = month <= 2;
  const centuries = digit(date, 0) * 10 + digit(date, 1);
  const year = centuries * 100 + digit(date, 2) * 10 + digit(date, 3) - (isEarly ? 1 : 0);
  const monthsSinceMarch = isEarly ? month + 9 : month - 3;
  const days = Math.floor((153 * monthsSinceMarch + 2) / 5) + digit(date, 8) * 10 + digit(date, 9);
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + days - 719_469;
}

const dayMs = 86_400_000;
/** Dates are asked for by the million, and there are few: those of these years are written once. */
const firstKept = dayOf("1900-01-01");
const lastKept = dayOf("2299-12-31");
const kept: (string | undefined)[] = Array.from({ length: lastKept - firstKept + 1 });

/** The date `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function dateOf(day: number): string {
  const at = day - firstKept;
  const found = kept[at];
  if (found !== undefined) return found;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (at >= 0 && day <= lastKept) kept[at] = date;
  return date;
}
