import { calendarDatePattern } from "#schema/calendar.ts";
import { serialDate } from "../sources/xlsx/serial-date.ts";

/** How dates are written in cells. Days and months may have one digit; a time of day after a date is left out. */
export const dateFormats = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYYMMDD",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "DD-MM-YYYY",
  "MM/DD/YYYY",
  "MM-DD-YYYY",
  "D MMM YYYY",
  "MMM D, YYYY",
  "YYYY-MM",
  "YYYY/MM",
  "YYYY.MM",
  "MM/YYYY",
  "MM.YYYY",
  "MM-YYYY",
  "MMM YYYY",
  "MMM-YY",
  "YYYY",
  "serial",
] as const;
export type DateFormat = (typeof dateFormats)[number];

export interface ReadDate {
  date: string;
  /** The cell names no day: a month or a year is read as its first. */
  precision: "day" | "month" | "year";
}

const time = String.raw`(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?`;
const parts = String.raw`(?<year>\d{4})|(?<month>\d{1,2})|(?<day>\d{1,2})|(?<name>[A-Za-z]{3,9})\.?`;
const [year = "", month = "", day = "", name = ""] = parts.split("|");
const whole = (...pieces: string[]): RegExp => new RegExp(`^${pieces.join("")}${time}$`);

const patterns: Record<Exclude<DateFormat, "serial">, RegExp> = {
  "YYYY-MM-DD": whole(year, "-", month, "-", day),
  "YYYY/MM/DD": whole(year, "/", month, "/", day),
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  "DD.MM.YYYY": whole(day, String.raw`\. ?`, month, String.raw`\. ?`, year),
  "DD/MM/YYYY": whole(day, "/", month, "/", year),
  "DD-MM-YYYY": whole(day, "-", month, "-", year),
  "MM/DD/YYYY": whole(month, "/", day, "/", year),
  "MM-DD-YYYY": whole(month, "-", day, "-", year),
  "D MMM YYYY": whole(day, "[ -]", name, "[ -]", year),
  "MMM D, YYYY": whole(name, " ", day, ",? ", year),
  "YYYY-MM": whole(year, "-", month),
  "YYYY/MM": whole(year, "/", month),
  "YYYY.MM": whole(year, String.raw`\.`, month),
  "MM/YYYY": whole(month, "/", year),
  "MM.YYYY": whole(month, String.raw`\.`, year),
  "MM-YYYY": whole(month, "-", year),
  "MMM YYYY": whole(name, "[ -]", year),
  "MMM-YY": /^(?<name>[A-Za-z]{3,9})\.?[ -](?<short>\d{2})$/,
  YYYY: /^(?<year>\d{4})$/,
};

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** A text as a date by the first of the formats that fits; undefined when none does or the day does not exist. */
export function readDate(text: string, formats: readonly DateFormat[], is1904 = false): ReadDate | undefined {
  for (const format of formats) {
    const found = format === "serial" ? serial(text, is1904) : dateIn(text, patterns[format]);
    if (found && calendarDatePattern.test(found.date)) return found;
  }
  return undefined;
}

function serial(text: string, is1904: boolean): ReadDate | undefined {
  const date = /^\d{1,6}(?:\.\d+)?$/.test(text) ? serialDate(Number(text), is1904) : undefined;
  return date === undefined ? undefined : { date, precision: "day" };
}

function dateIn(text: string, pattern: RegExp): ReadDate | undefined {
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  const monthOfName = groups.name === undefined ? undefined : monthOf(groups.name);
  if (groups.name !== undefined && monthOfName === undefined) return undefined;
  const written = groups.month ?? monthOfName;
  const yearOf = groups.year ?? `20${groups.short}`;
  return {
    date: `${yearOf}-${(written ?? "1").padStart(2, "0")}-${(groups.day ?? "1").padStart(2, "0")}`,
    precision: groups.day !== undefined ? "day" : written !== undefined ? "month" : "year",
  };
}

/** English names, whole or their first three letters ("Sept" too). */
function monthOf(name: string): string | undefined {
  const index = months.findIndex((each) => each.startsWith(name.toLowerCase()));
  return index < 0 ? undefined : String(index + 1);
}
