import { calendarDatePattern } from "#schema/calendar.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const fullMonths = ["january", "february", "march", "april", "may", "june"].concat([
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
]);
/** A time of day in no zone or in UTC leaves the day what it is; any other offset may not. */
const timeOfDay = /(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/;

/**
 * The day that a text means, as `YYYY-MM-DD`, when it can mean no other: `03/04/2026` is two days, `31/12/2026` is one.
 * A month by its English name, a full year and a day are needed; years of two digits are not read.
 */
export function certainDate(written: string): string | undefined {
  const text = written.trim().replace(timeOfDay, "");
  const yearFirst = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (yearFirst) return dateFrom(yearFirst[1], yearFirst[3], yearFirst[4]);
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (compact) return dateFrom(compact[1], compact[2], compact[3]);
  // Between dots the day comes first wherever dots are written.
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return dateFrom(dotted[3], dotted[2], dotted[1]);
  const eitherFirst = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (eitherFirst)
    return onlyOf(
      dateFrom(eitherFirst[4], eitherFirst[3], eitherFirst[1]),
      dateFrom(eitherFirst[4], eitherFirst[1], eitherFirst[3]),
    );
  const named = /^(\d{1,2})\.?[ -]([A-Za-z]+)\.?,?[ -](\d{4})$/.exec(text);
  if (named) return dateFrom(named[3], monthOf(named[2]), named[1]);
  const monthFirst = /^([A-Za-z]+)\.? (\d{1,2}),? (\d{4})$/.exec(text);
  return monthFirst ? dateFrom(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]) : undefined;
}

function monthOf(name = ""): string | undefined {
  const lower = name.toLowerCase();
  const index = Math.max(months.indexOf(lower === "sept" ? "sep" : lower), fullMonths.indexOf(lower));
  return index < 0 ? undefined : String(index + 1);
}

function dateFrom(year = "", month = "", day = ""): string | undefined {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return calendarDatePattern.test(date) ? date : undefined;
}

const onlyOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || other === undefined || one === other ? (one ?? other) : undefined;
