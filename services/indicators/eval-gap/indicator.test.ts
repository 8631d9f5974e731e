import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { evalGap } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(evalGap);
});
afterAll(() => world.close());

const evaluation = {
  id: "e",
  status: "completed",
  independence: "independent",
  completed_on: "2025-01-10",
  outcome: "passed",
} as const;

test("an evaluation holds from the day it was completed until the day before valid_until", async () => {
  const evaluations = [{ ...evaluation, valid_until: "2025-06-01" }];
  expect(await world.outcome({ evaluations }, "2025-01-09")).toBe("yes");
  expect(await world.outcome({ evaluations }, "2025-01-10")).toBe("no");
  expect(await world.outcome({ evaluations }, "2025-05-31")).toBe("no");
  expect(await world.outcome({ evaluations }, "2025-06-01")).toBe("yes");
});

test("a later substantial modification ends it, one on the day of completion does not", async () => {
  const evaluations = [evaluation];
  expect(await world.outcome({ evaluations, substantially_modified_on: "2025-01-11" }, "2025-01-10")).toBe("no");
  expect(await world.outcome({ evaluations, substantially_modified_on: "2025-01-11" }, "2025-01-11")).toBe("yes");
  expect(await world.outcome({ evaluations, substantially_modified_on: "2025-01-10" })).toBe("no");
  // With an end of validity too, the earlier of both ends it.
  const until = (valid_until: string) => [{ ...evaluation, valid_until }];
  const modified = { substantially_modified_on: "2025-03-01" };
  expect(await world.outcome({ evaluations: until("2025-04-01"), ...modified }, "2025-03-01")).toBe("yes");
  expect(await world.outcome({ evaluations: until("2025-02-01"), ...modified }, "2025-02-01")).toBe("yes");
});

test("failed, internal and not completed count as none; what is not said is unknown; no outcome is not failed", async () => {
  expect(
    await world.judgedOtherwise([
      [{ evaluations: [{ ...evaluation, outcome: "failed" }] }, "yes"],
      [{ evaluations: [{ ...evaluation, outcome: null }] }, "no"],
      [{ evaluations: [{ ...evaluation, independence: "internal" }] }, "yes"],
      [{ evaluations: [{ ...evaluation, independence: null }] }, "unknown"],
      [{ evaluations: [{ ...evaluation, status: "planned" }] }, "yes"],
      [{ evaluations: [{ ...evaluation, completed_on: null }] }, "unknown"],
    ]),
  ).toEqual([]);
});

test("a list not reported is unknown, an empty one is none, and one good item is enough", async () => {
  expect(
    await world.judgedOtherwise([
      [{}, "unknown"],
      [{ evaluations: [] }, "yes"],
      [{ evaluations: [{ ...evaluation, id: "f", outcome: "failed" }, evaluation] }, "no"],
    ]),
  ).toEqual([]);
});

test("only workloads critical and operating are counted", async () => {
  expect(
    await world.judgedOtherwise([
      [{ criticality: "non-critical" }, "not counted"],
      [{ criticality: "not-assessed" }, "not counted"],
      [{ stage: "pilot" }, "not counted"],
    ]),
  ).toEqual([]);
  expect(
    await world.judgedOtherwise(
      [
        [{ deployed_on: "2025-07-01" }, "not counted"],
        [{ retired_on: "2025-06-30" }, "not counted"],
        [{ retired_on: "2025-07-01", evaluations: [] }, "yes"],
      ],
      "2025-06-30",
    ),
  ).toEqual([]);
});
