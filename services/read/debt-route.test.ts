import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openedDate as date,
  type Opened,
  type OpenedList,
  openOpenedWorld,
  type OpenedWorld,
} from "#test/support/opened-world.ts";

let world: OpenedWorld;
beforeAll(async () => {
  world = await openOpenedWorld();
});
afterAll(() => world.close());

const debt = async (query: string): Promise<OpenedList<Record<string, unknown>>> =>
  world.list(`/v1/debt?date=${date}${query}`);

test("the debt list has every open item with what it is owed for; a finding ages from its due date", async () => {
  const { items } = await debt("&group=agency:nl-tax");
  expect(items.map(({ push: stated, ...item }) => [item, (stated as Opened["push"])?.push_id])).toEqual([
    [debtItem("testing", "a", { opened_on: "2025-01-01", age_days: 637 }), world.pushes.june],
    [debtItem("unverified", "b", { opened_on: "2025-01-01", age_days: 637 }), world.pushes.august],
    [finding20("f1", "high"), world.pushes.june],
    [finding20("f2", "low"), world.pushes.june],
  ]);
});

const debtItem = (kind: string, workload: string, about: object) => ({
  kind,
  agency: "nl-tax",
  workload,
  finding: null,
  severity: null,
  due_on: null,
  ...about,
});
const finding20 = (id: string, severity: string) =>
  debtItem("correction", "c", {
    finding: id,
    severity,
    opened_on: "2026-05-01",
    due_on: "2026-09-20",
    age_days: 10,
  });

test("the debt list can be asked for some kinds, and comes in pages that split the findings of one workload", async () => {
  const all = await debt("&kind=correction&kind=testing&limit=1000");
  expect(all.items.map(({ workload, kind }) => [workload, kind])).toEqual([
    ["a", "testing"],
    ["a", "testing"],
    ["c", "correction"],
    ["c", "correction"],
  ]);
  const items: unknown[] = [];
  for (let next: string | null = ""; next !== null;) {
    const page: OpenedList<unknown> = await debt(`&kind=correction&kind=testing&limit=1${next && `&next=${next}`}`);
    items.push(...page.items);
    next = page.next;
  }
  expect(items).toEqual(all.items);
});

test("an unknown kind of debt is refused by name", async () => {
  const answer = await world.ask(`/v1/debt?date=${date}&kind=technical`);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain("testing, audit, unverified, correction");
});
