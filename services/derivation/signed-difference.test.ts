import fc from "fast-check";
import { expect, test } from "vitest";
import type { FactInterval } from "./fact-intervals.ts";
import { signedDifference } from "./signed-difference.ts";

/** Intervals in order and without overlap, equal neighbours joined, as derivation gives them. */
const intervals = fc
  .array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 5 }), facts: fc.nat(2), function: fc.nat(1) }), {
    maxLength: 8,
  })
  .map((pieces) => {
    const list: FactInterval[] = [];
    let at = 0;
    for (const { gap, length, facts, function: division } of pieces) {
      const from = at + gap;
      at = from + length;
      const last = list.at(-1);
      if (last && last.until === from && last.facts === facts && last.function === division) last.until = at;
      else list.push({ from, until: at, facts, function: division });
    }
    return list;
  });

const key = ({ facts, function: division }: { facts: number; function: number }): string => `${facts}/${division}`;

/** How often each fact holds on a day, by counting. */
function sums(rows: readonly (FactInterval & { sign?: number })[], day: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    if (row.from <= day && day < row.until) found.set(key(row), (found.get(key(row)) ?? 0) + (row.sign ?? 1));
  }
  return new Map([...found].filter(([, count]) => count !== 0));
}

test("what held before plus the difference is what holds after, on every day", () => {
  fc.assert(
    fc.property(intervals, intervals, (before, after) => {
      const difference = signedDifference(before, after);
      for (let day = 0; day < 70; day += 1) expect(sums([...before, ...difference], day)).toEqual(sums(after, day));
    }),
  );
});

test("what did not change writes nothing, and a shortened interval is one row for the part that was lost", () => {
  const whole = [{ from: 0, until: 100, facts: 1, function: 3 }];
  expect(signedDifference(whole, whole)).toEqual([]);
  expect(signedDifference(whole, [{ from: 0, until: 40, facts: 1, function: 3 }])).toEqual([
    { from: 40, until: 100, facts: 1, function: 3, sign: -1 },
  ]);
  // Cut by what takes its place, the lost part is still one row.
  const replaced = [
    { from: 0, until: 40, facts: 1, function: 3 },
    { from: 40, until: 60, facts: 2, function: 3 },
    { from: 60, until: 100, facts: 2, function: 4 },
  ];
  expect(signedDifference(whole, replaced).filter(({ sign }) => sign === -1)).toEqual([
    { from: 40, until: 100, facts: 1, function: 3, sign: -1 },
  ]);
});
