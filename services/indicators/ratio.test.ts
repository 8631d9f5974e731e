import { expect, test } from "vitest";
import { ratio } from "./ratio.ts";

test("a ratio is rounded to 9 decimals once, halves up, exactly", () => {
  expect(ratio(1, 3)).toBe(0.333333333);
  expect(ratio(2, 3)).toBe(0.666666667);
  expect(ratio(1, 2_000_000_000)).toBe(0.000000001);
  expect(ratio(1, 2_000_000_001)).toBe(0);
  expect(ratio(0, 7)).toBe(0);
  expect(ratio(7, 7)).toBe(1);
});

test("numbers far above what a double holds exactly are divided exactly", () => {
  const big = 10n ** 40n;
  expect(ratio(big, 3n * big)).toBe(0.333333333);
  expect(ratio(big / 2n + 1n, big * 10n ** 9n)).toBe(0.000000001);
  expect(ratio(big / 2n - 1n, big * 10n ** 9n)).toBe(0);
});
