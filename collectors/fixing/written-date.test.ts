import { expect, test } from "vitest";
import { dateFormats, readDate } from "../mapping/date-formats.ts";
import { writtenDate } from "./written-date.ts";

test("a day is written in every form that has a place for it, and reads as that day", () => {
  const written = dateFormats.map((format) => [format, writtenDate("2026-05-04", format)] as const);
  expect(Object.fromEntries(written)).toEqual({
    "YYYY-MM-DD": "2026-05-04",
    "YYYY/MM/DD": "2026/05/04",
    YYYYMMDD: "20260504",
    "DD.MM.YYYY": "04.05.2026",
    "DD/MM/YYYY": "04/05/2026",
    "DD-MM-YYYY": "04-05-2026",
    "MM/DD/YYYY": "05/04/2026",
    "MM-DD-YYYY": "05-04-2026",
    "D MMM YYYY": "4 May 2026",
    "MMM D, YYYY": "May 4, 2026",
  });
  for (const [format, text] of written)
    if (text !== undefined) expect(readDate(text, [format])?.date).toBe("2026-05-04");
});
