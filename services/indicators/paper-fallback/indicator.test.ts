import { afterAll, beforeAll, expect, test } from "vitest";
import type { Share } from "#indicators/share.ts";
import type { Workload } from "#schema/workload.ts";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { paperFallback } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<Share>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<Share>(paperFallback);
});
afterAll(() => world.close());

type Fallback = NonNullable<Workload["fallbacks"]>[number];
const fallback: Fallback = { id: "f", kind: "on-premises", jurisdiction: "DE" };
const drill = (on: string, change: object = {}) => ({ on, succeeded: true, minutes: 10, ...change });

test("a drill counts on its day and 364 days after", async () => {
  const fallbacks = [{ ...fallback, drills: [drill("2024-06-01")] }];
  expect(await world.outcome({ fallbacks }, "2024-05-31")).toBe("yes");
  expect(await world.outcome({ fallbacks }, "2024-06-01")).toBe("no");
  expect(await world.outcome({ fallbacks }, "2025-05-31")).toBe("no");
  expect(await world.outcome({ fallbacks }, "2025-06-01")).toBe("yes");
});

test("only success counts, and minutes do not matter; no drills and drills not reported are none, never unknown", async () => {
  const of = (drills: Fallback["drills"]) => ({ fallbacks: [{ ...fallback, drills }] });
  expect(
    await world.judgedOtherwise([
      [of([drill("2025-06-01", { minutes: null })]), "no"],
      [of([drill("2025-06-01", { succeeded: false })]), "yes"],
      [of([drill("2025-06-01", { succeeded: null })]), "yes"],
      [of([]), "yes"],
      [of(null), "yes"],
      [of([drill("2025-06-01"), drill("2025-06-20", { succeeded: false })]), "no"],
    ]),
  ).toEqual([]);
});

test("one drilled fallback is enough, but it has to be one that is yes on the day", async () => {
  const drilled = { drills: [drill("2025-06-01")] };
  const of = (further: Partial<Fallback>) => ({ fallbacks: [fallback, { ...fallback, id: "g", ...further }] });
  expect(
    await world.judgedOtherwise([
      [of(drilled), "no"],
      [of({ ...drilled, jurisdiction: "US" }), "yes"],
      [of({ ...drilled, jurisdiction: null }), "yes"],
      [of({ ...drilled, capacity_share: 0 }), "yes"],
      [of({ ...drilled, available_until: "2025-06-30" }), "yes"],
      [of({ ...drilled, available_until: "2025-07-01" }), "no"],
    ]),
  ).toEqual([]);
});

test("only critical operating workloads are counted whose fallback is yes; no and unknown are outside", async () => {
  expect(
    await world.judgedOtherwise([
      [{ fallbacks: [] }, "not counted"],
      [{}, "not counted"],
      [{ fallbacks: [{ ...fallback, jurisdiction: "US" }] }, "not counted"],
      [{ fallbacks: [{ ...fallback, jurisdiction: null }] }, "not counted"],
      [{ fallbacks: [fallback], criticality: "non-critical" }, "not counted"],
      [{ fallbacks: [fallback], stage: "pilot" }, "not counted"],
    ]),
  ).toEqual([]);
});

test("a fallback under a member's law is outside from the day on which the member leaves", async () => {
  const fallbacks = [{ ...fallback, jurisdiction: "FR" as const }];
  expect(await world.outcome({ fallbacks }, "2025-06-30")).toBe("yes");
  expect(await world.outcome({ fallbacks }, "2025-07-01")).toBe("not counted");
});

test("both ends of the share are equal", async () => {
  const drilled = { fallbacks: [{ ...fallback, drills: [drill("2025-06-01")] }] };
  const silent = { fallbacks: [{ ...fallback, drills: null }] };
  expect(await world.over([drilled, silent, silent])).toEqual({
    lower: 0.666666667,
    upper: 0.666666667,
    value: 0.666666667,
    n: 3,
  });
});
