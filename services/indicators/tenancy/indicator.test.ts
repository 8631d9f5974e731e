import { afterAll, beforeAll, expect, test } from "vitest";
import type { Share } from "#indicators/share.ts";
import { aPush, openIndicatorWorld } from "#test/support/indicator-world.ts";
import { tenancy } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<Share>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<Share>(tenancy);
});
afterAll(() => world.close());

const open = { layer: "model", weights: "open" } as const;
const compute = (provider: string | null) => ({ layer: "compute", provider }) as const;

test("compute under a jurisdiction of the coalition is no, under any other yes, and one foreign is enough", async () => {
  expect(
    await world.judgedOtherwise([
      [{ components: [open, compute("inside")] }, "no"],
      [{ components: [open, compute("outside")] }, "yes"],
      [{ components: [open, compute("inside"), compute("outside")] }, "yes"],
    ]),
  ).toEqual([]);
});

test("no compute named is unknown, and so is a jurisdiction not known, unless another is foreign", async () => {
  expect(
    await world.judgedOtherwise([
      [{ components: [open] }, "unknown"],
      [{ components: [open, compute(null)] }, "unknown"],
      [{ components: [open, compute("silent")] }, "unknown"],
      [{ components: [open, compute("unregistered")] }, "unknown"],
      [{ components: [open, compute("inside"), compute("silent")] }, "unknown"],
      [{ components: [open, compute("silent"), compute("outside")] }, "yes"],
    ]),
  ).toEqual([]);
});

test("who provides another layer is not asked", async () => {
  const accelerator = { layer: "accelerator", provider: "outside" } as const;
  expect(await world.outcome({ components: [{ ...open, provider: "outside" }, accelerator, compute("inside")] })).toBe(
    "no",
  );
});

test("only workloads with an open-weight model are counted, and open weights of another layer are none", async () => {
  expect(
    await world.judgedOtherwise([
      [{}, "not counted"],
      [{ components: [] }, "not counted"],
      [{ components: [{ ...open, weights: "closed" }, compute("outside")] }, "not counted"],
      [{ components: [{ ...open, weights: null }, compute("outside")] }, "not counted"],
      [{ components: [{ layer: "data", weights: "open" }, compute("outside")] }, "not counted"],
      [{ components: [open, { ...open, weights: "closed" }, compute("outside")] }, "yes"],
    ]),
  ).toEqual([]);
});

test("only workloads critical and operating are counted", async () => {
  const components = [open, compute("outside")];
  expect(
    await world.judgedOtherwise([
      [{ components, criticality: "not-assessed" }, "not counted"],
      [{ components, stage: "pilot" }, "not counted"],
    ]),
  ).toEqual([]);
  expect(await world.outcome({ components, retired_on: "2025-06-30" }, "2025-06-29")).toBe("yes");
  expect(await world.outcome({ components, retired_on: "2025-06-30" }, "2025-06-30")).toBe("not counted");
});

test("a provider counts as foreign from the day on which it changes hands, and as unknown in a gap of its control", async () => {
  const control = [
    { jurisdiction: "DE", until: "2025-02-01" },
    { jurisdiction: "US", from: "2025-02-01", until: "2025-03-01" },
  ];
  const given = {
    providers: [{ id: "sold", control }],
    pushes: [aPush([{ components: [open, compute("sold")] }])],
  };
  expect(await world.figure(given, "2025-01-31")).toMatchObject({ lower: 0, upper: 0, n: 1 });
  expect(await world.figure(given, "2025-02-01")).toMatchObject({ lower: 1, upper: 1, n: 1 });
  expect(await world.figure(given, "2025-02-28")).toMatchObject({ lower: 1, upper: 1, n: 1 });
  expect(await world.figure(given, "2025-03-01")).toMatchObject({ lower: 0, upper: 1, value: 1, n: 1 });
});

test("compute of a member becomes foreign on the day on which the member leaves", async () => {
  const given = {
    providers: [{ id: "french", control: [{ jurisdiction: "FR" }] }],
    pushes: [aPush([{ components: [open, compute("french")] }])],
  };
  expect((await world.figure(given, "2025-06-30")).value).toBe(0);
  expect((await world.figure(given, "2025-07-01")).value).toBe(1);
});
