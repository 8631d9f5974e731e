import { calendarDatePattern } from "#schema/calendar.ts";
import type { SourceWarningCode } from "./source.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * A date as inventories write it: `YYYY-MM-DD` and `M/D/YYYY` are that day, whatever follows but a digit; `M/YYYY` and
 * `Mon-YY` are the first of the month, with a warning; all else is null, with a warning unless the cell is blank.
 */
export function inventoryDate(cell: string): { date: string | null; warning?: SourceWarningCode } {
  if (cell === "") return { date: null };
  const day = dayIn(cell);
  if (day !== undefined) return existing(day) ?? { date: null, warning: "date-unreadable" };
  const month = monthIn(cell);
  const first = month === undefined ? undefined : existing(month);
  return first ? { ...first, warning: "date-approximate" } : { date: null, warning: "date-unreadable" };
}

function dayIn(cell: string): string | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(cell)?.[0];
  if (iso !== undefined) return iso;
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(cell) ?? [];
  return month && day && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
}

function monthIn(cell: string): string | undefined {
  const [, number, year] = /^(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  if (number && year) return `${year}-${number.padStart(2, "0")}-01`;
  const [, name, twoDigits] = /^([A-Za-z]{3})-(\d{2})$/.exec(cell) ?? [];
  const index = months.indexOf(name?.toLowerCase() ?? "");
  return index < 0 ? undefined : `20${twoDigits}-${String(index + 1).padStart(2, "0")}-01`;
}

/** Years outside 1950-2199 are artefacts of spreadsheets, such as 7/15/1905 for a cell that held 2023. */
const existing = (date: string): { date: string } | undefined =>
  calendarDatePattern.test(date) ? { date } : undefined;
