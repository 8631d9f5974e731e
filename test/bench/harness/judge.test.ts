import { expect, test } from "vitest";
import type { Claim } from "./goal.ts";
import { judge } from "./judge.ts";
import { quantile } from "./quantile.ts";

const rules = { repetitions: 3 };
const samplesOf = (values: Record<string, number[]>) =>
  new Map(
    Object.entries(values).map(([side, times]) => [
      side,
      { kept: times.map((time_ms) => ({ time_ms })), discarded: 0 },
    ]),
  );
const claim = (change: Partial<Claim> = {}): Claim => ({
  id: "speed",
  title: "speed",
  terms: [
    { side: "theirs", quantity: "time_ms", statistic: "median" },
    { side: "ours", quantity: "time_ms", statistic: "median" },
  ],
  compare: "ratio",
  bound: "at least",
  must: 2,
  aim: 4,
  ...change,
});

test("a ratio is one of medians, and a bound includes its end", () => {
  const at = (theirs: number) => judge(claim(), samplesOf({ theirs: [1, theirs, 1_000], ours: [9, 10, 90] }), rules);
  expect(at(40)).toMatchObject({ value: 4, holds: "aim" });
  expect(at(39)).toMatchObject({ value: 3.9, holds: "must" });
  expect(at(20)).toMatchObject({ value: 2, holds: "must" });
  expect(at(19)).toMatchObject({ value: 1.9, holds: "no" });
});

test("an upper bound without an aim holds in full up to its end, and a greatest value is no median", () => {
  const greatest = { side: "ours", quantity: "time_ms", statistic: "greatest" } as const;
  const stall = claim({ terms: [greatest], compare: "value", bound: "at most", must: 20, aim: undefined });
  expect(judge(stall, samplesOf({ ours: [1, 2, 20] }), rules)).toMatchObject({ value: 20, holds: "aim" });
  expect(judge(stall, samplesOf({ ours: [1, 2, 21] }), rules)).toMatchObject({ value: 21, holds: "no" });
});

test("a difference keeps its sign, and a spread is the same whichever side is greater", () => {
  const sides = samplesOf({ theirs: [10, 10, 10], ours: [13, 13, 13] });
  expect(judge(claim({ compare: "difference", bound: "at most" }), sides, rules).value).toBe(-3);
  expect(judge(claim({ compare: "spread", bound: "at most" }), sides, rules).value).toBe(1.3);
});

test("what is only reported is not judged", () => {
  const sides = samplesOf({ theirs: [1, 1, 1], ours: [1, 1, 1] });
  expect(judge(claim({ must: undefined, aim: undefined }), sides, rules)).toMatchObject({ holds: "reported" });
});

test("too few quiet samples, or a side that is not there, are no result, and the reason is told", () => {
  expect(judge(claim(), samplesOf({ theirs: [1, 1, 1], ours: [1, 1] }), rules)).toMatchObject({
    holds: "not run",
    reason: expect.stringContaining("2 of 3 samples of ours"),
  });
  const absent = { theirs: "it is not installed" };
  expect(judge(claim(), samplesOf({ ours: [1, 1, 1] }), { ...rules, absent })).toMatchObject({
    holds: "not run",
    reason: "it is not installed",
  });
});

test("a quantile between two values is interpolated", () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([10, 20], 0.95)).toBeCloseTo(19.5);
});
