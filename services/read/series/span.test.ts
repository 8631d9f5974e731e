import { afterAll, beforeAll, expect, test } from "vitest";
import { dateOf } from "#schema/calendar.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { afterSpan, periodEnds, placeOf, spanParameters, steps } from "./span.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const ends = (step: (typeof steps)[number], from: string, until: string, limit = 100): string[] =>
  periodEnds(step, from, until, limit).map(dateOf);

test("points are the days, Sundays, ends of months or of quarters from the first date on and before the second", () => {
  expect(ends("day", "2024-02-28", "2024-03-02")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  expect(ends("week", "2026-09-27", "2026-10-11")).toEqual(["2026-09-27", "2026-10-04"]);
  expect(ends("week", "2026-09-28", "2026-10-12")).toEqual(["2026-10-04", "2026-10-11"]);
  expect(ends("month", "2024-01-31", "2024-04-30")).toEqual(["2024-01-31", "2024-02-29", "2024-03-31"]);
  expect(ends("month", "2025-02-01", "2025-03-01")).toEqual(["2025-02-28"]);
  expect(ends("quarter", "2025-12-31", "2026-10-01")).toEqual(["2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30"]);
  expect(ends("quarter", "2026-01-01", "2026-03-31")).toEqual([]);
});

test("dates of 1950 and 2199 have points too", () => {
  expect(ends("week", "1950-01-01", "1950-01-10")).toEqual(["1950-01-01", "1950-01-08"]);
  expect(ends("quarter", "1950-01-01", "1950-10-01")).toEqual(["1950-03-31", "1950-06-30", "1950-09-30"]);
  expect(ends("month", "2199-10-31", "2199-12-31")).toEqual(["2199-10-31", "2199-11-30"]);
});

test("a span that is too long shows as one point more than the limit, however long it is", () => {
  expect(ends("day", "1950-01-01", "2199-12-31", 3)).toHaveLength(4);
});

test.each(steps)(
  "the engine puts each day at the first point of a step of a %s that is not before it",
  async (step) => {
    for (const [from, until] of [
      ["1950-01-01", "1953-03-01"],
      ["1968-12-20", "1971-02-02"],
      ["2024-02-10", "2026-10-01"],
      ["2196-11-15", "2199-12-31"],
    ] as const) {
      const points = periodEnds(step, from, until, 1_100);
      const span = { step, points };
      const rows = await stores.clickhouse.read<{ day: string; place: number }>(
        `SELECT day, ${placeOf(span, "day")} AS place
      FROM (SELECT addDays({last_point:Date32}, -toInt32(number)) AS day FROM numbers(1500)) WHERE day < ${afterSpan}`,
        spanParameters(span),
      );
      expect(rows).toHaveLength(1_500);
      const dates = points.map(dateOf);
      expect(rows).toEqual(rows.map(({ day }) => ({ day, place: dates.findIndex((date) => date >= day) })));
    }
  },
);
