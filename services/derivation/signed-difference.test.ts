import fc from "fast-check";
import { expect, test } from "vitest";
import { type FactInterval, factValues, type FactValues, sameValues, valuesHash } from "./fact-values.ts";
import { signedDifference } from "./signed-difference.ts";

const holding = (from: number, until: number, facts: number, division = 0): FactInterval => ({
  from,
  until,
  values: factValues("workload", division, facts, 0),
});

/** Intervals in any order that may overlap, even with the same values. */
const intervals = fc.array(
  fc
    .record({ from: fc.nat(40), length: fc.integer({ min: 1, max: 9 }), facts: fc.nat(2), division: fc.nat(1) })
    .map(({ from, length, facts, division }) => holding(from, from + length, facts, division)),
  { maxLength: 24 }, // few and many are put in order in two ways
);

/** How often each value holds on a day, by counting. */
function sums(rows: readonly (FactInterval & { sign?: number })[], day: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const { from, until, values, sign = 1 } of rows) {
    const key = JSON.stringify(values);
    if (from <= day && day < until) found.set(key, (found.get(key) ?? 0) + sign);
  }
  return new Map([...found].filter(([, count]) => count !== 0));
}

test("what held before plus the difference is what holds after, on every day", () => {
  fc.assert(
    fc.property(intervals, intervals, (before, after) => {
      const difference = signedDifference(before, after);
      for (let day = 0; day < 55; day += 1) expect(sums([...before, ...difference], day)).toEqual(sums(after, day));
    }),
  );
});

test("what did not change writes nothing, and a shortened interval is one row for the part that was lost", () => {
  const whole = [holding(0, 100, 1, 3)];
  expect(signedDifference(whole, whole)).toEqual([]);
  expect(signedDifference(whole, [holding(0, 40, 1, 3)])).toEqual([{ ...holding(40, 100, 1, 3), sign: -1 }]);
  // Cut by what takes its place, the lost part is still one row.
  const replaced = [holding(0, 40, 1, 3), holding(40, 60, 2, 3), holding(60, 100, 2, 4)];
  expect(signedDifference(whole, replaced).filter(({ sign }) => sign === -1)).toEqual([
    { ...holding(40, 100, 1, 3), sign: -1 },
  ]);
});

test("equal neighbours become one row, and what holds twice two", () => {
  const twice = [holding(0, 10, 1), holding(10, 20, 1), holding(5, 15, 1)];
  expect(signedDifference([], twice).map(({ from, until, sign }) => [from, until, sign])).toEqual([
    [0, 5, 1],
    [5, 15, 1],
    [5, 15, 1],
    [15, 20, 1],
  ]);
});

test("so it is of more intervals than are looked through one by one", () => {
  const days = Array.from({ length: 60 }, (_, day) => holding(day, day + 1, 1, day < 30 ? 0 : 1));
  expect(signedDifference([], days)).toEqual([
    { ...holding(0, 30, 1, 0), sign: 1 },
    { ...holding(30, 60, 1, 1), sign: 1 },
  ]);
});

test("values are the same when every column is, and then they have one hash", () => {
  const some: FactValues = {
    ...factValues("withdrawal", 3, 4, 0),
    exposed_to: ["provider:a"],
    fallback_providers: ["b", ""],
    fallback_jurisdictions: ["", "NL"],
    fallback_tested_minutes: [1, -1],
    fallback_declared_minutes: [-1, 2],
  };
  expect(sameValues(some, structuredClone(some))).toBe(true);
  expect(valuesHash(some)).toBe(valuesHash(structuredClone(some)));
  const others: Partial<FactValues>[] = [
    { kind: "concentration" },
    { function: 4 },
    { facts: 5 },
    { since: 1 },
    { event_on: 1 },
    { ended_on: 1 },
    { exposed_to: ["provider:b"] },
    { exposed_to: [] },
    { fallback_providers: ["", "b"] },
    { fallback_jurisdictions: ["NL", ""] },
    { fallback_tested_minutes: [1, 2] },
    { fallback_declared_minutes: [-1] },
    { layer: "model" },
    { provider: "a" },
    { provider_count: 1 },
  ];
  expect(new Set(others.flatMap((other) => Object.keys(other)))).toEqual(new Set(Object.keys(some)));
  for (const other of others) expect(sameValues(some, { ...some, ...other })).toBe(false);
});
