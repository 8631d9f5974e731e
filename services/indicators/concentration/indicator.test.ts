import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workload } from "#schema/workload.ts";
import { aPush, openIndicatorWorld } from "#test/support/indicator-world.ts";
import type { Concentration } from "./concentration-of.ts";
import { concentration } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<Concentration>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<Concentration>(concentration);
});
afterAll(() => world.close());

type Component = NonNullable<Workload["components"]>[number];
const on = (...providers: (string | null)[]): Pick<Workload, "components"> => ({
  components: providers.map((provider): Component => ({ layer: "compute", provider })),
});
const spread = (workloads: number, hhi_provider: number, hhi_jurisdiction: number) => ({
  compute: { workloads, hhi_provider, hhi_jurisdiction },
});

test("each workload spreads weight 1 evenly over its distinct providers of a layer", async () => {
  // inside 1 + 1/2, outside 1/2: (3/4)² + (1/4)²
  expect(await world.over([on("inside"), on("inside", "outside")])).toEqual(spread(2, 0.625, 0.625));
  // A provider named twice is one provider.
  expect(await world.over([on("inside"), on("inside", "outside", "inside")])).toEqual(spread(2, 0.625, 0.625));
  expect(await world.over([on("inside"), on("inside")])).toEqual(spread(2, 1, 1));
});

test("components without a provider are left out, and a layer that nobody declares is absent", async () => {
  expect(await world.over([on("inside"), on(null), on("outside", null), {}, on()])).toEqual(spread(2, 0.5, 0.5));
  expect(await world.over([on(null), {}])).toEqual({});
});

test("layers are counted each for itself", async () => {
  const model: Component = { layer: "model", provider: "outside", substitutability: "easily" };
  const both = { components: [...on("inside").components!, model] };
  expect(await world.over([both, on("outside")])).toEqual({
    ...spread(2, 0.5, 0.5),
    model: { workloads: 1, hhi_provider: 1, hhi_jurisdiction: 1 },
  });
});

test("providers of one jurisdiction are one, and all of unknown jurisdiction together are one", async () => {
  const providers = [
    { id: "a", control: [{ jurisdiction: "US" }] },
    { id: "b", control: [{ jurisdiction: "US" }] },
    { id: "c", control: [] },
  ];
  const pushes = [aPush([on("a"), on("b"), on("c"), on("unregistered")])];
  expect(await world.figure({ providers, pushes })).toEqual(spread(4, 0.25, 0.5));
});

test("the jurisdiction is the one of the day", async () => {
  const control = [
    { jurisdiction: "DE", until: "2025-02-01" },
    { jurisdiction: "US", from: "2025-02-01", until: "2025-03-01" },
  ];
  const providers = [
    { id: "sold", control },
    { id: "stays", control: [{ jurisdiction: "DE" }] },
  ];
  const given = { providers, pushes: [aPush([on("sold"), on("stays")])] };
  expect(await world.figure(given, "2025-01-31")).toEqual(spread(2, 0.5, 1));
  expect(await world.figure(given, "2025-02-01")).toEqual(spread(2, 0.5, 0.5));
  expect(await world.figure(given, "2025-03-01")).toEqual(spread(2, 0.5, 0.5));
});

test("only critical workloads operating on the day carry weight", async () => {
  const others: Partial<Workload>[] = [
    { criticality: "not-assessed" },
    { criticality: "non-critical" },
    { stage: "pilot" },
    { deployed_on: "2025-07-01" },
    { retired_on: "2025-06-30" },
  ];
  const given = [on("inside"), ...others.map((each) => ({ ...on("outside"), ...each }))];
  expect(await world.over(given, "2025-06-30")).toEqual(spread(1, 1, 1));
  expect((await world.over(given, "2025-06-29")).compute?.workloads).toBe(2);
  expect((await world.over(given, "2025-07-01")).compute?.workloads).toBe(2);
});
