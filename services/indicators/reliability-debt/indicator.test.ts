import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workload } from "#schema/workload.ts";
import { aPush, openIndicatorWorld } from "#test/support/indicator-world.ts";
import { reliabilityDebt } from "./indicator.ts";
import type { DebtStock, ReliabilityDebt } from "./reliability-debt-of.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<ReliabilityDebt>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<ReliabilityDebt>(reliabilityDebt);
});
afterAll(() => world.close());

type Evaluation = NonNullable<Workload["evaluations"]>[number];
type Finding = NonNullable<Workload["findings"]>[number];
const evaluation = (completed_on: string | null, change: Partial<Evaluation> = {}): Evaluation => ({
  id: completed_on ?? "e",
  status: "completed",
  independence: "independent",
  completed_on,
  ...change,
});
const finding = (change: Partial<Finding>): Finding => ({
  id: JSON.stringify(change),
  kind: "audit",
  severity: "high",
  opened_on: "2025-06-01",
  due_on: "2025-06-20",
  ...change,
});
const evaluated = { evaluations: [evaluation("2024-06-01")] };
const nothing: DebtStock = { items: 0, days: 0 };
const one = (days: number): DebtStock => ({ items: 1, days });
/** What one workload owes for its evaluation: kind and days. */
const owed = ({ testing, audit, unverified }: ReliabilityDebt): [string, number][] =>
  Object.entries({ testing, audit, unverified }).flatMap(([kind, { items, days }]) =>
    Array.from({ length: items }, (): [string, number] => [kind, days]),
  );
const owedByEach = async (workloads: readonly Partial<Workload>[], date: string) =>
  (await world.each(workloads, date)).map(owed);

test("testing debt runs from the start of operation where nothing that qualifies was completed; 0 days is an item", async () => {
  const with_ = (...evaluations: Evaluation[]) => ({ deployed_on: "2025-06-30", evaluations });
  const workloads = [
    with_(),
    with_(evaluation("2025-06-30", { outcome: "failed" })),
    with_(evaluation("2025-06-30", { independence: "internal" })),
    with_(evaluation(null, { status: "planned" })),
    with_(evaluation("2025-07-03")),
  ];
  expect(await owedByEach(workloads, "2025-06-29")).toEqual([[], [], [], [], []]);
  expect(await owedByEach(workloads, "2025-06-30")).toEqual(workloads.map(() => [["testing", 0]]));
  expect(await owedByEach(workloads, "2025-07-02")).toEqual(workloads.map(() => [["testing", 2]]));
  expect((await owedByEach(workloads, "2025-07-03")).at(-1)).toEqual([]);
});

test("operation starts with deployed_on, else with the reference date of the earliest production version that survives", async () => {
  const evaluations: Evaluation[] = [];
  const undated = { deployed_on: null, evaluations };
  const pilot = { ...undated, stage: "pilot" } as const;
  const on = (reference_date: string, workloads: Partial<Workload>[], received_at = `${reference_date}T00:00:00Z`) =>
    aPush(workloads, { reference_date, received_at });
  const days = async (...pushes: ReturnType<typeof on>[]) => (await world.figure({ pushes })).testing.days;
  expect(await days(on("2025-06-10", [{ deployed_on: "2025-06-01", evaluations }]))).toBe(29);
  expect(await days(on("2025-06-10", [undated]))).toBe(20);
  // Neither a later version that is not production nor an absence in between matters.
  expect(await days(on("2025-06-10", [undated]), on("2025-06-12", [pilot]), on("2025-06-20", [undated]))).toBe(20);
  expect(await days(on("2025-06-10", [undated]), on("2025-06-12", []), on("2025-06-20", [undated]))).toBe(20);
  // A version before it that is not production does not count, nor one that was replaced.
  expect(await days(on("2025-06-10", [pilot]), on("2025-06-20", [undated]))).toBe(10);
  expect(
    await days(on("2025-06-10", [undated]), on("2025-06-10", [], "2025-06-11T00:00:00Z"), on("2025-06-20", [undated])),
  ).toBe(10);
  // A late push moves the start for all that follows.
  expect(await days(on("2025-06-20", [undated]), on("2025-06-10", [undated], "2025-06-29T00:00:00Z"))).toBe(20);
});

test("audit debt runs from the latest lapse, or from the start of operation when that is later", async () => {
  const lapsed = evaluation("2024-02-01", { valid_until: "2025-06-10" });
  const workloads = [
    { evaluations: [lapsed] },
    { evaluations: [lapsed, evaluation("2024-03-01", { valid_until: "2025-06-20" })] },
    { evaluations: [lapsed], deployed_on: "2025-06-15" },
    { evaluations: [evaluation("2024-02-01")], substantially_modified_on: "2025-06-25" },
    // The earlier of the end of validity and the modification is the lapse.
    { evaluations: [evaluation("2024-02-01", { valid_until: "2025-06-28" })], substantially_modified_on: "2025-06-18" },
    { evaluations: [evaluation("2024-02-01", { valid_until: "2025-06-18" })], substantially_modified_on: "2025-06-28" },
    // The modification is not later than the evaluation: it never lapses.
    { evaluations: [evaluation("2024-02-01")], substantially_modified_on: "2024-02-01" },
  ];
  expect(await owedByEach(workloads, "2025-06-09")).toEqual(workloads.map(() => []));
  expect((await owedByEach(workloads, "2025-06-10"))[0]).toEqual([["audit", 0]]);
  expect(await owedByEach(workloads, "2025-06-30")).toEqual([
    [["audit", 20]],
    [["audit", 10]],
    [["audit", 15]],
    [["audit", 5]],
    [["audit", 12]],
    [["audit", 12]],
    [],
  ]);
});

test("an evaluation that was never valid is audit debt from its lapse on, once it is completed", async () => {
  const workload = { evaluations: [evaluation("2025-06-20", { valid_until: "2025-06-10" })] };
  expect(await owedByEach([workload], "2025-06-19")).toEqual([[["testing", 535]]]);
  expect(await owedByEach([workload], "2025-06-20")).toEqual([[["audit", 10]]]);
});

test("one that will be completed later adds nothing to the lapses, and one that holds ends the debt", async () => {
  const lapsed = evaluation("2024-02-01", { valid_until: "2025-06-10" });
  const next = evaluation("2025-06-25", { valid_until: "2025-06-28" });
  expect(await owedByEach([{ evaluations: [lapsed, next] }], "2025-06-24")).toEqual([[["audit", 14]]]);
  expect(await owedByEach([{ evaluations: [lapsed, next] }], "2025-06-25")).toEqual([[]]);
  expect(await owedByEach([{ evaluations: [lapsed, next] }], "2025-06-28")).toEqual([[["audit", 0]]]);
});

test("what was not reported is unverified from the start of operation, whatever lapsed before", async () => {
  const deployed_on = "2025-06-20";
  const lapsed = evaluation("2025-06-21", { valid_until: "2025-06-22" });
  const workloads = [
    { deployed_on },
    { deployed_on, evaluations: [evaluation(null)] },
    { deployed_on, evaluations: [evaluation("2025-06-25", { independence: null }), lapsed] },
  ];
  expect(await owedByEach(workloads, "2025-06-30")).toEqual(workloads.map(() => [["unverified", 10]]));
});

test("correction debt counts a finding from the day after it was due until the day before it was corrected", async () => {
  const workload = { ...evaluated, findings: [finding({ due_on: "2025-06-20", corrected_on: "2025-06-25" })] };
  const correction = async (date: string) => (await world.over([workload], date)).correction;
  expect(await correction("2025-06-20")).toEqual(nothing);
  expect(await correction("2025-06-21")).toEqual(one(1));
  expect(await correction("2025-06-24")).toEqual(one(4));
  expect(await correction("2025-06-25")).toEqual(nothing);
});

test("it runs from the due date even before the opening, but is not there before that; without a due date it is none", async () => {
  const given = async (change: Partial<Finding>, date: string) =>
    (await world.over([{ ...evaluated, findings: [finding(change)] }], date)).correction;
  const late = { opened_on: "2025-06-20", due_on: "2025-06-10" };
  expect(await given(late, "2025-06-19")).toEqual(nothing);
  expect(await given(late, "2025-06-20")).toEqual(one(10));
  expect(await given({ due_on: null }, "2025-06-30")).toEqual(nothing);
});

test("two findings due on one day are two items", async () => {
  const findings = [finding({ id: "1" }), finding({ id: "2" }), finding({ due_on: "2025-06-29" })];
  expect((await world.over([{ ...evaluated, findings }])).correction).toEqual({ items: 3, days: 21 });
});

test("findings not reported are counted and add nothing; an empty list is neither", async () => {
  const { correction, findings_unreported } = await world.over([evaluated, { ...evaluated, findings: [] }, {}]);
  expect([correction, findings_unreported]).toEqual([nothing, 2]);
});

test("only critical workloads operating on the day owe anything", async () => {
  const findings = [finding({})];
  const owing = { evaluations: [], findings };
  const workloads = [
    { ...owing, criticality: "non-critical" as const },
    { ...owing, stage: "pilot" as const },
    { ...owing, retired_on: "2025-06-30" },
    { ...owing, deployed_on: "2025-07-01" },
    { criticality: "not-assessed" as const },
  ];
  expect(await world.over(workloads, "2025-06-30")).toEqual({
    testing: nothing,
    audit: nothing,
    unverified: nothing,
    correction: nothing,
    findings_unreported: 0,
    pace: { deployments: 0, evaluations: 0, ratio: null, clearing_days: null },
  });
  expect(await world.over(workloads, "2025-06-29")).toMatchObject({ testing: { items: 1 }, correction: one(9) });
});

test("pace looks at the trailing 90 days: the day itself and 89 before", async () => {
  const started = { deployed_on: "2025-01-01", evaluations: [evaluation("2025-01-02")] };
  const pace = async (date: string) => (await world.over([started], date)).pace;
  expect(await pace("2025-01-01")).toMatchObject({ deployments: 1, evaluations: 0, ratio: 0, clearing_days: null });
  expect(await pace("2025-03-31")).toMatchObject({ deployments: 1, evaluations: 1, ratio: 1, clearing_days: 0 });
  expect(await pace("2025-04-01")).toMatchObject({ deployments: 0, evaluations: 1, ratio: null });
  expect(await pace("2025-04-02")).toMatchObject({ deployments: 0, evaluations: 0, clearing_days: null });
});

test("pace counts a workload once, by qualifying evaluations only, lapsed ones too; clearing takes testing and audit items", async () => {
  const recent = evaluation("2025-06-01");
  const { pace } = await world.over([
    { evaluations: [recent, { ...recent, id: "again" }] },
    { evaluations: [{ ...recent, valid_until: "2025-06-02" }] },
    { evaluations: [recent], deployed_on: "2025-06-01" },
    { evaluations: [{ ...recent, independence: "internal" }], deployed_on: "2025-06-02" },
    { evaluations: [{ ...recent, outcome: "failed" }] },
    { deployed_on: "2025-06-30" },
    {},
  ]);
  // Audit: the second. Testing: the fourth and fifth. Unverified items are not among what is to be cleared.
  expect(pace).toEqual({ deployments: 3, evaluations: 3, ratio: 1, clearing_days: 90 });
});
