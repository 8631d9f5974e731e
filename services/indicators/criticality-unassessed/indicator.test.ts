import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { criticalityUnassessed } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(criticalityUnassessed);
});
afterAll(() => world.close());

test("operating workloads are counted whatever their criticality, and not assessed is yes", async () => {
  expect(
    await world.judgedOtherwise([
      [{ criticality: "not-assessed" }, "yes"],
      [{ criticality: "critical" }, "no"],
      [{ criticality: "non-critical" }, "no"],
    ]),
  ).toEqual([]);
});

test("what does not operate is not counted", async () => {
  expect(
    await world.judgedOtherwise([
      [{ criticality: "not-assessed", stage: "development" }, "not counted"],
      [{ criticality: "not-assessed", retired_on: "2025-06-30" }, "not counted"],
      [{ criticality: "not-assessed", deployed_on: "2025-07-01" }, "not counted"],
    ]),
  ).toEqual([]);
});
