import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { type DateFormat, dateFormats, readDate } from "./date-formats.ts";
import { type NumberFormat, numberFormats, readNumber } from "./number-formats.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "july", "AUG", "Sept.", "October", "Nov", "Dec"];
const days = fc.integer({ min: dayOf("1950-01-01"), max: dayOf("2199-12-31") }).map(dateOf);
const exact = dateFormats.filter((format) => format.includes("Y") && /D/.test(format));

test("a day written in a form is read as that day by that form, with one digit or two and with a time behind it", () => {
  fc.assert(
    fc.property(
      days,
      fc.constantFrom(...exact),
      fc.boolean(),
      fc.constantFrom("", " 13:05", "T00:00:00Z"),
      (date, format, isShort, time) => {
        const [year = "", month = "", day = ""] = date.split("-");
        const digits = (text: string): string => (isShort && format !== "YYYYMMDD" ? String(Number(text)) : text);
        const text = format
          .replace("MMM", () => "#")
          .replace("YYYY", year)
          .replace("MM", digits(month))
          .replace(/DD?/, digits(day))
          .replace("#", months[Number(month) - 1] ?? "");
        expect(readDate(`${text}${format === "YYYYMMDD" ? "" : time}`, [format])).toEqual({ date, precision: "day" });
      },
    ),
  );
});

test.each<[string, DateFormat[], string | undefined]>([
  ["03/2024", ["MM/YYYY"], "2024-03-01 month"],
  ["2024-03", ["YYYY-MM"], "2024-03-01 month"],
  ["2024/03", ["YYYY/MM"], "2024-03-01 month"],
  ["2024.3", ["YYYY.MM"], "2024-03-01 month"],
  ["03.2024", ["MM.YYYY"], "2024-03-01 month"],
  ["3-2024", ["MM-YYYY"], "2024-03-01 month"],
  ["2024/00", ["YYYY/MM"], undefined],
  ["March 2024", ["MMM YYYY"], "2024-03-01 month"],
  ["Mar-24", ["MMM-YY"], "2024-03-01 month"],
  ["2024", ["YYYY"], "2024-01-01 year"],
  ["45351", ["serial"], "2024-02-29 day"],
  ["29.02.2023", ["DD.MM.YYYY"], undefined],
  ["04/13/2024", ["DD/MM/YYYY"], undefined],
  ["04/13/2024", ["DD/MM/YYYY", "MM/DD/YYYY"], "2024-04-13 day"],
  ["01.01.1905", ["DD.MM.YYYY"], undefined],
  ["2024-03-04x", ["YYYY-MM-DD"], undefined],
  ["Mai 2024", ["MMM YYYY"], undefined],
])("%s as %s is %s", (text, formats, expected) => {
  const read = readDate(text, formats);
  expect(read && `${read.date} ${read.precision}`).toBe(expected);
});

test("a number written in a form is read as that number by that form", () => {
  const written: Record<NumberFormat, (text: string) => string> = {
    "1234.5": (text) => text.replaceAll(",", ""),
    "1,234.5": (text) => text,
    "1.234,5": (text) => text.replaceAll(",", "_").replace(".", ",").replaceAll("_", "."),
    "1 234,5": (text) => text.replaceAll(",", "\u202F").replace(".", ","),
    "1'234.5": (text) => text.replaceAll(",", "’"),
  };
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat(99),
      fc.constantFrom(...numberFormats),
      (whole, hundredths, format) => {
        const number = whole + Math.sign(whole || 1) * (hundredths / 100);
        const text = number.toLocaleString("en-US", { maximumFractionDigits: 2 });
        expect(readNumber(written[format](text), format)).toBeCloseTo(number, 6);
      },
    ),
  );
});

test.each<[string, NumberFormat, number | undefined]>([
  ["12,5 %", "1.234,5", 0.125],
  ["7%", "1234.5", 0.07],
  ["1e-7", "1234.5", 1e-7],
  ["1,2345", "1,234.5", undefined],
  ["12,34,567", "1,234.5", undefined],
  ["1.5", "1.234,5", undefined],
  ["", "1234.5", undefined],
  ["about 5", "1234.5", undefined],
  ["--5", "1234.5", undefined],
])("%s as %s is %s", (text, format, expected) => {
  expect(readNumber(text, format)).toBe(expected);
});
