import { type DateFormat, readDate } from "../mapping/date-formats.ts";

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day (`YYYY-MM-DD`) in another form; undefined when the form has no place for the day or is a number. */
export function writtenDate(date: string, format: DateFormat): string | undefined {
  const [year = "", month = "", day = ""] = date.split("-");
  const written = format
    .replace("YYYY", year)
    .replace("MMM", monthNames[Number(month) - 1] ?? "")
    .replace("MM", month)
    .replace("DD", day)
    .replace(/\bD\b/, String(Number(day)));
  const read = readDate(written, [format]);
  return read?.precision === "day" && read.date === date ? written : undefined;
}
