import { expect, test } from "vitest";
import { registryState } from "#derivation/registry-state.ts";
import { checkRegistry } from "#registry/check-registry.ts";
import { partiesOfFile } from "#registry/registry-file.ts";
import { checkWorkload } from "#schema/check-workload.ts";
import { RegistryFile } from "#schema/parties.ts";
import { type ExpectedEntry, expectedOfCase } from "./reference/expected-of-case.ts";
import { randomWorld } from "./random-world.ts";

const seeds = Array.from({ length: 30 }, (_, index) => index + 1);
const worlds = seeds.map((seed) => randomWorld(seed));
const dayMs = 86_400_000;

test("one seed gives one world, and another seed another", () => {
  expect(randomWorld(7)).toEqual(randomWorld(7));
  expect(randomWorld(7)).not.toEqual(randomWorld(8));
});

test("the server would take every push: records without errors, ids once, no date beyond the day after", () => {
  for (const { name, pushes } of worlds) {
    for (const { reference_date, received_at, workloads } of pushes) {
      expect(new Set(workloads.map(({ id }) => id)).size).toBe(workloads.length);
      expect(Date.parse(reference_date) - Math.floor(Date.parse(received_at) / dayMs) * dayMs).toBeLessThanOrEqual(
        dayMs,
      );
      const errors = workloads.flatMap(checkWorkload).filter(({ severity }) => severity === "error");
      expect(errors, `${name}`).toEqual([]);
    }
  }
});

test("the registry would take every change, and has an agency before it files", () => {
  for (const { name, members, agencies, providers, scenarios, registry = [], pushes } of worlds) {
    const rows = [];
    const registered = new Map<string, number>(agencies!.map(({ id }) => [id, 0]));
    const changes = registry.toSorted((left, right) => Date.parse(left.received_at) - Date.parse(right.received_at));
    for (const { received_at, ...change } of [
      { received_at: "1970-01-01T00:00:00Z", members, agencies, providers, scenarios },
      ...changes,
    ]) {
      const file = RegistryFile.parse(change);
      expect(checkRegistry(file, registryState(rows)), `${name}`).toEqual([]);
      rows.push(...partiesOfFile(file));
      for (const { id } of file.agencies ?? [])
        registered.set(id, Math.min(registered.get(id) ?? Infinity, Date.parse(received_at)));
    }
    for (const { agency, received_at } of pushes)
      expect(registered.get(agency)).toBeLessThanOrEqual(Date.parse(received_at));
  }
});

test("every world asks 4 to 8 questions, one of them about what was known before everything", () => {
  for (const { queries, pushes } of worlds) {
    expect(queries.length).toBeGreaterThanOrEqual(4);
    expect(queries.length).toBeLessThanOrEqual(8);
    const first = Math.min(...pushes.map(({ received_at }) => Date.parse(received_at)));
    expect(queries.filter(({ known_at }) => Date.parse(known_at) < first).length).toBeGreaterThan(0);
  }
});

test("histories hold what is hard: corrections, ties, shrinking inventories, returns, parties known late", () => {
  const sets = worlds.flatMap(({ pushes }) => {
    const agencies = [...new Set(pushes.map(({ agency }) => agency))];
    return agencies.map((agency) => pushes.filter((push) => push.agency === agency));
  });
  const pairs = sets.flatMap((pushes) =>
    pushes.flatMap((left, at) => pushes.slice(at + 1).map((right) => ({ left, right }))),
  );
  const corrections = pairs.filter(({ left, right }) => left.reference_date === right.reference_date);
  expect(corrections.length).toBeGreaterThan(50);
  expect(corrections.filter(({ left, right }) => left.received_at === right.received_at).length).toBeGreaterThan(5);
  expect(corrections.filter(({ left, right }) => left.complete !== right.complete).length).toBeGreaterThan(10);
  const returning = sets.filter((pushes) => {
    const ordered = pushes.toSorted((left, right) => (left.reference_date < right.reference_date ? -1 : 1));
    const lists = ordered.map(({ complete, workloads }) => ({
      complete,
      has: workloads.some(({ id }) => id === "w0"),
    }));
    const listedAt = lists.findIndex(({ has }) => has);
    const goneAt = lists.findIndex(({ complete, has }, index) => index > listedAt && complete && !has);
    return listedAt >= 0 && goneAt > listedAt && lists.slice(goneAt).some(({ has }) => has);
  });
  expect(returning.length).toBeGreaterThan(10);
  const changes = worlds.flatMap(({ registry = [] }) => registry);
  for (const kind of ["members", "agencies", "providers", "scenarios"] as const)
    expect(changes.filter((change) => change[kind]).length, `${kind}`).toBeGreaterThan(5);
  const members = worlds.flatMap((world) =>
    [world, ...(world.registry ?? [])].flatMap((change) => change.members ?? []),
  );
  expect(members.filter(({ memberships }) => (memberships?.length ?? 0) > 1).length).toBeGreaterThan(10);
});

/** Numbers in the figures of the worlds that are above zero, by code and the name of the number. */
function countsAboveZero(entries: readonly ExpectedEntry[]): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (path: string, value: unknown): void => {
    if (typeof value === "number" && value > 0) found.set(path, (found.get(path) ?? 0) + 1);
    // Scenarios and layers are not told apart.
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value))
        visit(/WITHDRAWAL$|CONCENTRATION$/.test(path) ? `${path} *` : `${path} ${key}`, inner);
  };
  for (const { figures } of entries)
    for (const byCode of Object.values(figures))
      for (const [code, figure] of Object.entries(byCode)) visit(code, figure);
  return found;
}

test("30 worlds have groups with every outcome that a figure can count", () => {
  const found = countsAboveZero(worlds.flatMap(expectedOfCase));
  const shares = [
    "EVAL_GAP",
    "FALLBACK_GAP",
    "UNPROTECTED",
    "ANY_GAP",
    "ALTERNATIVE_GAP",
    "TENANCY",
    "PAPER_FALLBACK",
    "CRITICALITY_UNASSESSED",
    "COVERAGE",
  ];
  const stocks = ["testing", "audit", "unverified", "correction"];
  const wanted = [
    ...shares.flatMap((code) => ["n", "lower", "upper"].map((end) => `${code} ${end}`)),
    ...["n", "events", "inconsistent", "p25", "median", "p75"].map((name) => `DEPLOY_SPEED ${name}`),
    ...stocks.flatMap((kind) => [`RELIABILITY_DEBT ${kind} items`, `RELIABILITY_DEBT ${kind} days`]),
    "RELIABILITY_DEBT findings_unreported",
    ...["deployments", "evaluations", "ratio", "clearing_days"].map((name) => `RELIABILITY_DEBT pace ${name}`),
    ...["unaffected", "continues_tested", "continues_untested", "interrupted", "dark", "unknown"].map(
      (name) => `WITHDRAWAL * ${name}`,
    ),
    ...["workloads", "hhi_provider", "hhi_jurisdiction"].map((name) => `CONCENTRATION * ${name}`),
  ];
  const rare = wanted.filter((name) => (found.get(name) ?? 0) < 10);
  expect(rare.map((name) => `${name}: ${found.get(name) ?? 0}`)).toEqual([]);
  expect([...found.keys()].filter((name) => !wanted.includes(name) && !name.endsWith(" value"))).toEqual([]);
  // Censored courses are what `n` has beyond events.
  const speeds = worlds
    .flatMap(expectedOfCase)
    .map(({ figures }) => figures.coalition!.DEPLOY_SPEED as { n: number; events: number });
  expect(speeds.filter(({ n, events }) => n > events && events > 0).length).toBeGreaterThan(10);
});
