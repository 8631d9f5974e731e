import { calendarDatePattern, dateOf, dayOf } from "#schema/calendar.ts";

/** Day 0 of the two systems of spreadsheets. In that of 1900 a day 60 is counted that never was; nothing so old is asked for. */
const day0Of1900 = dayOf("1899-12-30");
const day0Of1904 = dayOf("1904-01-01");
const halfSecond = 0.5 / 86_400;

/** The day of a spreadsheet's number of days, whatever the time of day; undefined outside 1950-2199. */
export function serialDate(serial: number, is1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || Math.abs(serial) > 200_000) return undefined;
  // A midnight is often written a little before itself.
  const date = dateOf(Math.floor(serial + halfSecond) + (is1904 ? day0Of1904 : day0Of1900));
  return calendarDatePattern.test(date) ? date : undefined;
}
