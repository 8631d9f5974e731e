import { expect, test } from "vitest";
import { certainDate } from "./certain-date.ts";

test.each([
  ["2026/3/4", "2026-03-04"],
  ["2026.03.04", "2026-03-04"],
  ["2026-3-4", "2026-03-04"],
  ["20260304", "2026-03-04"],
  ["2026-03-04T23:59:59.5Z", "2026-03-04"],
  ["2026-03-04 00:00", "2026-03-04"],
  ["4.3.2026", "2026-03-04"],
  ["31/12/2026", "2026-12-31"],
  ["12/31/2026", "2026-12-31"],
  ["31-12-2026", "2026-12-31"],
  ["5/5/2026", "2026-05-05"],
  ["4 Mar 2026", "2026-03-04"],
  ["4 march, 2026", "2026-03-04"],
  ["04-Sept-2026", "2026-09-04"],
  ["May 1, 2026", "2026-05-01"],
])("%s can mean one day only", (written, date) => {
  expect(certainDate(written)).toBe(date);
});

test.each([
  ["3/4/2026", "two days"],
  ["04-03-2026", "two days"],
  ["4.3.26", "two centuries"],
  ["Mar 2026", "a month"],
  ["2026", "a year"],
  ["46085", "a number of a spreadsheet with one of two beginnings"],
  ["2026-03-04T23:30:00-05:00", "another day in UTC"],
  ["31.2.2026", "no day"],
  ["13/13/2026", "no day"],
  ["1949-12-31", "a day that records may not have"],
  ["4 Mär 2026", "a month in another language"],
  ["soon", "nothing"],
  ["", "nothing"],
])("%s is left to a person: it can mean %s", (written) => {
  expect(certainDate(written)).toBeUndefined();
});
