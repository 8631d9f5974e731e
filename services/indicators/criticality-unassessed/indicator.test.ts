import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { criticalityUnassessed } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(criticalityUnassessed);
});
afterAll(() => world.close());

test("operating workloads are counted whatever their criticality, and not assessed is yes", async () => {
  expect(await world.outcome({ criticality: "not-assessed" })).toBe("yes");
  expect(await world.outcome({ criticality: "critical" })).toBe("no");
  expect(await world.outcome({ criticality: "non-critical" })).toBe("no");
});

test("what does not operate is not counted", async () => {
  expect(await world.outcome({ criticality: "not-assessed", stage: "development" })).toBe("not counted");
  expect(await world.outcome({ criticality: "not-assessed", retired_on: "2025-06-30" })).toBe("not counted");
  expect(await world.outcome({ criticality: "not-assessed", deployed_on: "2025-07-01" })).toBe("not counted");
});
