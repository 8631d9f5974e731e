import { afterAll, beforeAll, expect, test } from "vitest";
import { answerCase } from "#services/cases/case-figures.ts";
import { differenceText, figureDifferences } from "#services/cases/figure-differences.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { expectedOfCase } from "#test/support/reference/expected-of-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

const isNightly = process.env.NIGHTLY === "1";
const worlds = isNightly ? 300 : 30;
/** Of a world's queries one that knows everything, and of every other world what was known beside an arrival too. */
const quickQueries = (seed: number): number[] => (seed % 2 === 0 ? [2] : [2, 3]);
const seeds = Array.from({ length: worlds }, (_, index) => index + 1);
let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

// A difference names query, group, code, field and both values; the seed is in the title.
test.each(seeds)("the engine and the plain reference agree on every figure of random world %i", async (seed) => {
  const whole = randomWorld(seed);
  const queries = whole.queries.filter((_, index) => isNightly || quickQueries(seed).includes(index));
  const world = { ...whole, queries };
  const answers = await answerCase(stores, world);
  expect(figureDifferences(expectedOfCase(world), answers).map(differenceText)).toEqual([]);
});
