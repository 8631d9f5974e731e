import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { alternativeGap } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(alternativeGap);
});
afterAll(() => world.close());

const alternative = { jurisdiction: "DE", status: "available", sufficient_capacity: true } as const;

test("an alternative is available, inside the coalition and large enough, or it is none", async () => {
  expect(
    await world.judgedOtherwise([
      [{ alternatives: [alternative] }, "no"],
      [{ alternatives: [{ ...alternative, status: "planned" }] }, "yes"],
      [{ alternatives: [{ ...alternative, jurisdiction: "US" }] }, "yes"],
      [{ alternatives: [{ ...alternative, sufficient_capacity: false }] }, "yes"],
      [{ alternatives: [] }, "yes"],
    ]),
  ).toEqual([]);
});

test("what is not reported is unknown, but only where nothing before it says no", async () => {
  expect(
    await world.judgedOtherwise([
      [{}, "unknown"],
      [{ alternatives: [{ ...alternative, sufficient_capacity: null }] }, "unknown"],
      [{ alternatives: [{ ...alternative, jurisdiction: null }] }, "unknown"],
      // Read from left to right: an unknown jurisdiction decides before a capacity that would say no.
      [{ alternatives: [{ ...alternative, jurisdiction: null, sufficient_capacity: false }] }, "unknown"],
      [{ alternatives: [{ ...alternative, jurisdiction: "US", sufficient_capacity: null }] }, "yes"],
    ]),
  ).toEqual([]);
});

test("it counts from available_from until the day before available_until", async () => {
  const alternatives = [{ ...alternative, available_from: "2025-02-01", available_until: "2025-03-01" }];
  expect(await world.outcome({ alternatives }, "2025-01-31")).toBe("yes");
  expect(await world.outcome({ alternatives }, "2025-02-01")).toBe("no");
  expect(await world.outcome({ alternatives }, "2025-03-01")).toBe("yes");
});
