import { afterAll, beforeAll, expect, test } from "vitest";
import { openIndicatorWorld } from "#test/support/indicator-world.ts";
import { coverage } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld>>;
beforeAll(async () => {
  world = await openIndicatorWorld(coverage);
});
afterAll(() => world.close());

const push = (reference_date: string, received_at = "2025-06-30T00:00:00Z") => ({
  agency: "tax",
  reference_date,
  received_at,
  complete: false,
  workloads: [],
});
const reporting = { lower: 1, upper: 1, value: 1, n: 1 };
const silent = { lower: 0, upper: 0, value: 0, n: 1 };

test("a push counts on its reference date and 91 days after, whatever it lists", async () => {
  const pushes = [push("2025-01-01")];
  expect(await world.figure({ pushes }, "2024-12-31")).toEqual(silent);
  expect(await world.figure({ pushes }, "2025-01-01")).toEqual(reporting);
  expect(await world.figure({ pushes }, "2025-04-02")).toEqual(reporting);
  expect(await world.figure({ pushes }, "2025-04-03")).toEqual(silent);
});

test("an agency is counted from registered_on until the day before closed_on", async () => {
  const agencies = [{ id: "tax", member: "de", registered_on: "2025-01-10", closed_on: "2025-01-20" }];
  const pushes = [push("2025-01-01")];
  expect(await world.figure({ agencies, pushes }, "2025-01-09")).toEqual({
    lower: null,
    upper: null,
    value: null,
    n: 0,
  });
  expect(await world.figure({ agencies, pushes }, "2025-01-10")).toEqual(reporting);
  expect(await world.figure({ agencies, pushes }, "2025-01-19")).toEqual(reporting);
  expect(await world.figure({ agencies, pushes }, "2025-01-20")).toEqual({
    lower: null,
    upper: null,
    value: null,
    n: 0,
  });
});

test("a later complete push for the same date does not take a report away", async () => {
  const pushes = [push("2025-01-01"), { ...push("2025-01-01", "2025-07-01T00:00:00Z"), complete: true }];
  expect(await world.figure({ pushes }, "2025-02-01")).toEqual(reporting);
});
