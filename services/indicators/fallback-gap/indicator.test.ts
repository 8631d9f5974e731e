import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { fallbackGap } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(fallbackGap);
});
afterAll(() => world.close());

const fallback = { id: "f", kind: "manual", jurisdiction: "DE" } as const;

test("a fallback counts from available_from until the day before available_until", async () => {
  const fallbacks = [{ ...fallback, available_from: "2025-02-01", available_until: "2025-03-01" }];
  expect(await world.outcome({ fallbacks }, "2025-01-31")).toBe("yes");
  expect(await world.outcome({ fallbacks }, "2025-02-01")).toBe("no");
  expect(await world.outcome({ fallbacks }, "2025-02-28")).toBe("no");
  expect(await world.outcome({ fallbacks }, "2025-03-01")).toBe("yes");
});

test("its own jurisdiction decides before its provider does, and neither known is unknown", async () => {
  expect(
    await world.judgedOtherwise([
      [{ fallbacks: [{ ...fallback, provider: "outside" }] }, "no"],
      [{ fallbacks: [{ ...fallback, jurisdiction: "US", provider: "inside" }] }, "yes"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null, provider: "inside" }] }, "no"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null, provider: "outside" }] }, "yes"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null, provider: "silent" }] }, "unknown"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null, provider: "nobody-knows" }] }, "unknown"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null }] }, "unknown"],
    ]),
  ).toEqual([]);
});

test("a jurisdiction ceases to be internal on the day its member leaves", async () => {
  const fallbacks = [{ ...fallback, jurisdiction: "FR" }];
  expect(await world.outcome({ fallbacks }, "2025-06-30")).toBe("no");
  expect(await world.outcome({ fallbacks }, "2025-07-01")).toBe("yes");
});

test("no capacity is no fallback, capacity not reported is no obstacle", async () => {
  expect(
    await world.judgedOtherwise([
      [{ fallbacks: [{ ...fallback, capacity_share: 0 }] }, "yes"],
      [{ fallbacks: [{ ...fallback, capacity_share: 0.01 }] }, "no"],
      [{ fallbacks: [{ ...fallback, capacity_share: null }] }, "no"],
    ]),
  ).toEqual([]);
});
