import fc from "fast-check";
import { expect, test } from "vitest";
import { inventoryDate } from "./inventory-date.ts";

test.each([
  ["2025-02-28", "2025-02-28"],
  ["2025-02-28 (planned)", "2025-02-28"],
  ["2/8/2025", "2025-02-08"],
  ["02/08/2025", "2025-02-08"],
  ["10/1/2024 and later", "2024-10-01"],
  ["1/1/1950", "1950-01-01"],
  ["12/31/2199", "2199-12-31"],
])("%s is that day", (cell, date) => {
  expect(inventoryDate(cell)).toEqual({ date });
});

test.each([
  ["9/2022", "2022-09-01"],
  ["09/2022", "2022-09-01"],
  ["Sep-22", "2022-09-01"],
  ["dec-99", "2099-12-01"],
  ["JAN-00", "2000-01-01"],
])("%s is the first of the month, approximately", (cell, date) => {
  expect(inventoryDate(cell)).toEqual({ date, warning: "date-approximate" });
});

test.each([
  "23-Nov",
  "2024",
  "N/A",
  "2022-08 (estimated)",
  "7/15/1905",
  "2/30/2024",
  "2023-02-29",
  "13/2022",
  "13/1/2022",
  "2025-02-281",
  "2/8/20251",
  "Sept-22",
  "Sep-2022",
  "Foo-22",
  "9/2022 or so",
  "Sep-22.",
  "2025-2-8",
  "1/1/2200",
])("%s cannot be read as a date", (cell) => {
  expect(inventoryDate(cell)).toEqual({ date: null, warning: "date-unreadable" });
});

test("a blank cell is no date and no warning", () => {
  expect(inventoryDate("")).toEqual({ date: null });
});

test("every day that exists reads as itself in both full forms, and no cell makes another", () => {
  const days = fc.date({ min: new Date("1950-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (instant) => {
      const date = instant.toISOString().slice(0, 10);
      const [year, month, day] = date.split("-").map(Number);
      expect(inventoryDate(date)).toEqual({ date });
      expect(inventoryDate(`${month}/${day}/${year}`)).toEqual({ date });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (cell) => {
      const { date } = inventoryDate(cell);
      expect(date === null || new Date(date).toISOString().startsWith(date)).toBe(true);
    }),
  );
});
