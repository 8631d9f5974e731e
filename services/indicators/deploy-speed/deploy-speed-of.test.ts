import fc from "fast-check";
import { expect, test } from "vitest";
import { deploySpeedOf, type DurationCount } from "./deploy-speed-of.ts";

const event = (days: number, count = 1): DurationCount => ({ outcome: "event", days, count });
const censored = (days: number, count = 1): DurationCount => ({ outcome: "censored", days, count });
const times = (...counts: DurationCount[]) => {
  const { p25, median, p75 } = deploySpeedOf(counts);
  return [p25, median, p75];
};

test("nobody is nulls with n 0", () => {
  expect(deploySpeedOf([])).toEqual({ n: 0, events: 0, inconsistent: 0, p25: null, median: null, p75: null });
  expect(times(censored(5))).toEqual([null, null, null]);
});

test("inconsistent durations are counted and are in nothing else", () => {
  const counts: DurationCount[] = [event(3), { outcome: "inconsistent", days: -2, count: 4 }];
  expect(deploySpeedOf(counts)).toEqual({ n: 1, events: 1, inconsistent: 4, p25: 3, median: 3, p75: 3 });
});

test("at a tie events come before censorings: who is censored that day is still at risk", () => {
  // Two at risk on day 5: one half is left. Were the censoring first, nobody would be.
  expect(times(event(5), censored(5))).toEqual([5, 5, null]);
  expect(times(event(5), censored(4))).toEqual([5, 5, 5]);
});

test("a quantile is the first event time at which survival is at most that much, equality included", () => {
  expect(times(event(1), event(2), event(3), event(4))).toEqual([1, 2, 3]);
  expect(times(event(1), censored(9, 3))).toEqual([1, null, null]);
  expect(times(event(1), censored(9, 4))).toEqual([null, null, null]);
});

test("survival is compared exactly where a product of rounded factors misses the quantile", () => {
  // One event a day among n people: after k events survival is (n - k) / n exactly, as floating point has it only by luck.
  const rounded = (n: number, k: number): number => {
    let survival = 1;
    for (let gone = 0; gone < k; gone += 1) survival *= (n - gone - 1) / (n - gone);
    return survival;
  };
  const misses = Array.from({ length: 100 }, (_, index) => 4 * (index + 1)).filter((n) => rounded(n, n / 2) > 0.5);
  expect(misses.length).toBeGreaterThan(0); // or this test says nothing
  for (const n of misses)
    expect(times(...Array.from({ length: n }, (_, day) => event(day + 1)))).toEqual([n / 4, n / 2, (3 * n) / 4]);
});

test("neither the order of counts nor whether a duration comes in parts matters", () => {
  const counts = fc.array(
    fc.record({
      outcome: fc.constantFrom("event" as const, "censored" as const, "inconsistent" as const),
      days: fc.integer({ min: 0, max: 12 }),
      count: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(counts, (given) => {
      const apart = given.flatMap((each) => Array.from({ length: each.count }, () => ({ ...each, count: 1 })));
      expect(deploySpeedOf(apart.toReversed())).toEqual(deploySpeedOf(given));
    }),
  );
});

test("a million people on every possible day take well under a second", () => {
  const days = Array.from({ length: 1096 }, (_, day) => day);
  const counts = days.flatMap((day) => [event(day, 400 + (day % 7)), censored(day, 520 + (day % 11))]);
  const started = performance.now();
  const { n, median } = deploySpeedOf(counts);
  expect(performance.now() - started).toBeLessThan(500);
  expect(n).toBeGreaterThan(1_000_000);
  expect(median).not.toBeNull();
});
