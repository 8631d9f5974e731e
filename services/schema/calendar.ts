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

const dayMs = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. Differences of two are plain numbers of days. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** The date `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
