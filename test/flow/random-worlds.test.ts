import { afterAll, beforeAll, expect, test } from "vitest";
import { answerCase } from "#services/cases/case-figures.ts";
import { differenceText, figureDifferences } from "#services/cases/figure-differences.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { expectedOfCase } from "#test/support/reference/expected-of-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

const worlds = process.env.NIGHTLY === "1" ? 300 : 30;
const seeds = Array.from({ length: worlds }, (_, index) => index + 1);
let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

// A difference names query, group, code, field and both values; the seed is in the title.
test.each(seeds)("the engine and the plain reference agree on every figure of random world %i", async (seed) => {
  const world = randomWorld(seed);
  const answers = await answerCase(stores, world);
  expect(figureDifferences(expectedOfCase(world), answers).map(differenceText)).toEqual([]);
});
