import fc from "fast-check";
import { expect, test } from "vitest";
import { rollupCover, type RollupRange } from "./rollup-cover.ts";

const range = (from_sequence: number, through: number): RollupRange => ({ from_sequence, through });

test("rollups follow each other from the first entry on, each time the one that reaches farthest", () => {
  const made = [range(1, 3), range(4, 6), range(1, 6), range(7, 9), range(1, 9), range(10, 12)];
  expect(rollupCover(made, 100)).toEqual([range(1, 9), range(10, 12)]);
  expect(rollupCover(made, 11)).toEqual([range(1, 9)]);
  expect(rollupCover(made, 8)).toEqual([range(1, 6)]);
  expect(rollupCover(made, 5)).toEqual([range(1, 3)]);
  expect(rollupCover(made, 2)).toEqual([]);
});

test("nothing after a gap is taken, nor anything that does not begin with the first entry", () => {
  expect(rollupCover([range(1, 3), range(5, 6)], 100)).toEqual([range(1, 3)]);
  expect(rollupCover([range(2, 3)], 100)).toEqual([]);
  expect(rollupCover([], 100)).toEqual([]);
});

test("whatever rollups there are, no entry is in two of a cover, and none up to its end is in none", () => {
  const place = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place)), place, (pairs, sequence) => {
      const made = pairs.map(([one, other]) => range(Math.min(one, other), Math.max(one, other)));
      let next = 1;
      for (const { from_sequence, through } of rollupCover(made, sequence)) {
        expect(from_sequence).toBe(next);
        expect(through).toBeLessThanOrEqual(sequence);
        next = through + 1;
      }
    }),
  );
});
