import { expect, test } from "vitest";
import { concentrationOf, type ProviderCount } from "./concentration-of.ts";

const uses = (provider: string, count: number, provider_count = 1, layer = "compute"): ProviderCount => ({
  layer,
  provider,
  provider_count,
  count,
});
const nobody = (): undefined => undefined;

test("weights are exact: thirds, sevenths and elevenths add up to whole workloads", () => {
  const spread = (providers: number, prefix: string) =>
    Array.from({ length: providers }, (_, index) => uses(`${prefix}${index}`, 1, providers));
  const counts = [...spread(3, "a"), ...spread(7, "b"), ...spread(11, "c")];
  const { compute } = concentrationOf(counts, nobody);
  // (3 · (1/9)) + (7 · (1/49)) + (11 · (1/121)), of 3 workloads
  expect(compute).toEqual({
    workloads: 3,
    hhi_provider: Math.round(((1 / 3 + 1 / 7 + 1 / 11) / 9) * 1e9) / 1e9,
    hhi_jurisdiction: 1,
  });
});

test("every number of providers up to 200 in one layer, for millions of workloads, is exact and quick", () => {
  const counts = Array.from({ length: 200 }, (_, index) =>
    Array.from({ length: index + 1 }, (__, provider) => uses(`p${provider}`, 5_000, index + 1)),
  ).flat();
  const started = performance.now();
  const { compute } = concentrationOf(counts, nobody);
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(compute?.workloads).toBe(1_000_000);
});

test("rows that cancelled out leave no layer behind", () => {
  expect(concentrationOf([uses("a", 0)], nobody)).toEqual({});
  expect(concentrationOf([uses("a", 2), uses("a", -2), uses("b", 1, 1, "model")], nobody)).toEqual({
    model: { workloads: 1, hhi_provider: 1, hhi_jurisdiction: 1 },
  });
});

test("jurisdictions unknown together are one, and none of them is any known one", () => {
  const jurisdictions: Record<string, string> = { a: "US", b: "US", c: "DE" };
  const counts = ["a", "b", "c", "d", "e"].map((provider) => uses(provider, 1));
  expect(concentrationOf(counts, (provider) => jurisdictions[provider]).compute).toEqual({
    workloads: 5,
    hhi_provider: 0.2,
    hhi_jurisdiction: 0.36, // (2² + 1² + 2²) / 25
  });
});

test("layers come in the order of their names", () => {
  const counts = ["model", "compute", "energy"].map((layer) => uses("a", 1, 1, layer));
  expect(Object.keys(concentrationOf(counts, nobody))).toEqual(["compute", "energy", "model"]);
});
