import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { anyGap } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(anyGap);
});
afterAll(() => world.close());

const evaluations = [{ id: "e", status: "completed", independence: "accredited", completed_on: "2025-01-01" }] as const;
const fallbacks = [{ id: "f", kind: "manual", jurisdiction: "DE" }] as const;

test("both are needed; one missing is yes; unknown only where the answer depends on it", async () => {
  expect(
    await world.judgedOtherwise([
      [{ evaluations: [...evaluations], fallbacks: [...fallbacks] }, "no"],
      [{ evaluations: [...evaluations], fallbacks: [] }, "yes"],
      [{ evaluations: [] }, "yes"],
      [{ evaluations: [...evaluations] }, "unknown"],
      [{}, "unknown"],
    ]),
  ).toEqual([]);
});
