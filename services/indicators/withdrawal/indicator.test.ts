import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Scenario } from "#schema/parties.ts";
import type { Workload } from "#schema/workload.ts";
import { aPush, openIndicatorWorld } from "#test/support/indicator-world.ts";
import { withdrawal } from "./indicator.ts";
import { type ClassCounts, classCounts, type WithdrawalClass } from "./withdrawal-classes.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<Record<string, ClassCounts>>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<Record<string, ClassCounts>>(withdrawal);
});
afterAll(() => world.close());

type Component = NonNullable<Workload["components"]>[number];
type Fallback = NonNullable<Workload["fallbacks"]>[number];
const component = (provider: string | null, change: Partial<Component> = {}): Component => ({
  layer: "compute",
  provider,
  ...change,
});
const fallback = (change: Partial<Fallback> = {}): Fallback => ({
  id: JSON.stringify(change).slice(0, 128),
  kind: "on-premises",
  jurisdiction: "DE",
  ...change,
});
const drill = (on: string, minutes: number | null, succeeded: boolean | null = true) => ({ on, minutes, succeeded });
const scenario = (change: Partial<Scenario>): Scenario => ({
  providers: [],
  jurisdictions: [],
  notice_minutes: 60,
  ...change,
});
const byProvider = scenario({ providers: ["outside"] });
const byJurisdiction = scenario({ jurisdictions: ["US"] });

/** The class of each workload under a scenario. */
async function classes(
  workloads: readonly Partial<Workload>[],
  what: Scenario = byProvider,
  date?: string,
): Promise<(WithdrawalClass | undefined)[]> {
  const usual = { byProvider, byJurisdiction };
  const name = Object.entries(usual).find(([, each]) => each === what)?.[0] ?? "other";
  // The same world for both usual ones.
  const figures = await world.each(workloads, date, { scenarios: name === "other" ? { [name]: what } : usual });
  return figures.map((figure) => {
    const found = Object.entries(figure[name]!).filter(([, count]) => count > 0);
    return found.length === 1 && found[0]![1] === 1 ? (found[0]![0] as WithdrawalClass) : undefined;
  });
}

describe("whether a workload is hit", () => {
  const of = (...components: Component[]): Partial<Workload> => ({ components, fallbacks: [] });

  test("by a listed provider, wherever it is, and by a listed jurisdiction, whoever it is", async () => {
    const workloads = [of(component("outside")), of(component("inside")), of()];
    expect(await classes(workloads, byProvider)).toEqual(["dark", "unaffected", "unaffected"]);
    expect(await classes(workloads, byJurisdiction)).toEqual(["dark", "unaffected", "unaffected"]);
    expect(await classes(workloads, scenario({ providers: ["nobody"] }))).toEqual([
      "unaffected",
      "unaffected",
      "unaffected",
    ]);
  });

  test("what is easily substituted does not hit; not said, or anything harder, does", async () => {
    const workloads = (["easily", "medium", "highly-complex", "not-substitutable", null] as const).map(
      (substitutability) => of(component("outside", { substitutability })),
    );
    expect(await classes(workloads)).toEqual(["unaffected", "dark", "dark", "dark", "dark"]);
    // Not even where nobody knows who provides it.
    expect(await classes([of(component(null, { substitutability: "easily" }))])).toEqual(["unaffected"]);
  });

  test("one component is enough, and is certain beside others that are unknown", async () => {
    expect(await classes([of(component("inside"), component("outside"), component(null))])).toEqual(["dark"]);
  });

  test("a component without a provider is unknown whatever the scenario lists, and so is a list not reported", async () => {
    const workloads = [
      of(component(null)),
      of(component("inside"), component(null)),
      { components: null, fallbacks: [] },
    ];
    for (const what of [byProvider, byJurisdiction, scenario({})])
      expect(await classes(workloads, what)).toEqual(["unknown", "unknown", "unknown"]);
  });

  test("a provider of unknown jurisdiction is unknown only where the scenario lists any jurisdiction", async () => {
    const workloads = [of(component("silent")), of(component("unregistered"))];
    expect(await classes(workloads, byProvider)).toEqual(["unaffected", "unaffected"]);
    expect(await classes(workloads, byJurisdiction)).toEqual(["unknown", "unknown"]);
    expect(
      await classes(workloads, scenario({ providers: ["silent", "unregistered"], jurisdictions: ["US"] })),
    ).toEqual(["dark", "dark"]);
  });

  test("a provider is withdrawn with the jurisdiction that controls it on the day", async () => {
    const control = [{ jurisdiction: "US", from: "2025-02-01", until: "2025-03-01" }];
    const given = {
      providers: [{ id: "sold", control: [{ jurisdiction: "DE", until: "2025-02-01" }, ...control] }],
      scenarios: { what: byJurisdiction },
      pushes: [aPush([of(component("sold"))])],
    };
    const on = async (date: string) => (await world.figure(given, date)).what;
    expect(await on("2025-01-31")).toEqual(classCounts({ unaffected: 1 }));
    expect(await on("2025-02-01")).toEqual(classCounts({ dark: 1 }));
    expect(await on("2025-03-01")).toEqual(classCounts({ unknown: 1 }));
  });
});

describe("what becomes of a workload that is hit", () => {
  const hit = (...fallbacks: Fallback[]): Partial<Workload> => ({ components: [component("outside")], fallbacks });

  test("without any fallback it goes dark; fallbacks not reported are unknown", async () => {
    expect(await classes([hit(), { ...hit(), fallbacks: null }])).toEqual(["dark", "unknown"]);
  });

  test("it goes on where a time is within the notice, tested by a drill or only declared; longer is interrupted", async () => {
    const tested = (minutes: number) => hit(fallback({ drills: [drill("2025-06-01", minutes)] }));
    const declared = (switchover_minutes: number) => hit(fallback({ switchover_minutes }));
    expect(await classes([tested(60), tested(61), declared(60), declared(61)])).toEqual([
      "continues_tested",
      "interrupted",
      "continues_untested",
      "interrupted",
    ]);
    expect(
      await classes(
        [tested(0), tested(1), declared(0), declared(1)],
        scenario({ providers: ["outside"], notice_minutes: 0 }),
      ),
    ).toEqual(["continues_tested", "interrupted", "continues_untested", "interrupted"]);
  });

  test("a tested time stands before the declared one, shorter or longer", async () => {
    const both = (minutes: number, switchover_minutes: number) =>
      hit(fallback({ switchover_minutes, drills: [drill("2025-06-01", minutes)] }));
    expect(await classes([both(61, 10), both(10, 61)])).toEqual(["interrupted", "continues_tested"]);
  });

  test("the tested time is of the latest successful drill with minutes on or before the day, the fewest of one day", async () => {
    const drilled = (...drills: ReturnType<typeof drill>[]) => hit(fallback({ drills }));
    expect(
      await classes([
        drilled(drill("2025-05-01", 10), drill("2025-06-01", 90)),
        drilled(drill("2025-06-01", 10), drill("2025-05-01", 90)),
        drilled(drill("2025-05-01", 10), drill("2025-06-01", 90, false), drill("2025-06-01", 90, null)),
        drilled(drill("2025-05-01", 10), drill("2025-06-01", null)),
        drilled(drill("2025-06-01", 90), drill("2025-06-01", 60)),
        drilled(drill("2025-05-01", 10), drill("2025-06-30", 90)),
        drilled(drill("2025-05-01", 10), drill("2025-07-01", 90)),
        // However long ago.
        drilled(drill("2001-01-01", 10)),
      ]),
    ).toEqual([
      "interrupted",
      "continues_tested",
      "continues_tested",
      "continues_tested",
      "continues_tested",
      "interrupted",
      "continues_tested",
      "continues_tested",
    ]);
  });

  test("the best of several fallbacks decides", async () => {
    const slow = fallback({ switchover_minutes: 90 });
    const declared = fallback({ switchover_minutes: 10 });
    const tested = fallback({ drills: [drill("2025-06-01", 60)] });
    expect(
      await classes([hit(slow, declared, tested), hit(slow, declared), hit(slow, fallback()), hit(fallback())]),
    ).toEqual(["continues_tested", "continues_untested", "interrupted", "unknown"]);
  });

  test("a fallback counts from available_from until the day before available_until, unless it has no capacity", async () => {
    const windowed = hit(
      fallback({ switchover_minutes: 10, available_from: "2025-06-01", available_until: "2025-07-01" }),
    );
    const empty = hit(fallback({ switchover_minutes: 10, capacity_share: 0 }));
    const unsaid = hit(fallback({ switchover_minutes: 10, capacity_share: null }));
    expect((await classes([windowed], byProvider, "2025-05-31"))[0]).toBe("dark");
    expect((await classes([windowed], byProvider, "2025-06-01"))[0]).toBe("continues_untested");
    expect((await classes([windowed], byProvider, "2025-06-30"))[0]).toBe("continues_untested");
    expect((await classes([windowed], byProvider, "2025-07-01"))[0]).toBe("dark");
    expect(await classes([empty, unsaid])).toEqual(["dark", "continues_untested"]);
  });

  test("a fallback need not be sovereign, only not withdrawn", async () => {
    expect(await classes([hit(fallback({ jurisdiction: "JP", switchover_minutes: 10 }))])).toEqual([
      "continues_untested",
    ]);
  });

  test("a fallback is withdrawn with its listed provider whatever its own jurisdiction says, and with its listed jurisdiction", async () => {
    const quick = { switchover_minutes: 10 };
    const workloads = [
      hit(fallback({ ...quick, provider: "outside", jurisdiction: "DE" })),
      hit(fallback({ ...quick, provider: "inside", jurisdiction: "US" })),
      hit(fallback({ ...quick, provider: "outside", jurisdiction: null })),
    ];
    expect(await classes(workloads, byProvider)).toEqual(["dark", "continues_untested", "dark"]);
    // Its own jurisdiction comes before its provider's.
    expect(await classes(workloads, byJurisdiction)).toEqual(["continues_untested", "dark", "dark"]);
  });

  test("a fallback of unknown jurisdiction is doubtful under a listed jurisdiction, or without a provider; doubt alone is unknown", async () => {
    const of = (provider: string | null, switchover_minutes: number | null = 10) =>
      hit(fallback({ provider, jurisdiction: null, switchover_minutes }));
    expect(await classes([of("silent"), of("unregistered"), of(null)], byProvider)).toEqual([
      "continues_untested",
      "continues_untested",
      "unknown",
    ]);
    expect(await classes([of("silent"), of("unregistered"), of(null)], byJurisdiction)).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
    const doubtful = fallback({ jurisdiction: null, switchover_minutes: 10 });
    const slow = fallback({ switchover_minutes: 90 });
    const withdrawn = fallback({ provider: "outside" });
    expect(await classes([hit(doubtful, slow), hit(doubtful, withdrawn), hit(withdrawn)])).toEqual([
      "interrupted",
      "unknown",
      "dark",
    ]);
  });
});

test("every named scenario is given, all six classes with their counts, over critical workloads operating on the day", async () => {
  const outside = { components: [component("outside")], fallbacks: [] };
  const others: Partial<Workload>[] = [
    { criticality: "not-assessed" },
    { stage: "pilot" },
    { retired_on: "2025-06-30" },
  ];
  const given = {
    scenarios: { one: byProvider, two: scenario({ providers: ["inside"] }) },
    pushes: [aPush([outside, outside, {}, ...others.map((each) => ({ ...outside, ...each }))])],
  };
  expect(await world.figure(given, "2025-06-30")).toEqual({
    one: classCounts({ dark: 2, unknown: 1 }),
    two: classCounts({ unaffected: 2, unknown: 1 }),
  });
  expect((await world.figure(given, "2025-06-29")).one).toEqual(classCounts({ dark: 3, unknown: 1 }));
  expect(await world.figure({ pushes: given.pushes })).toEqual({});
});
