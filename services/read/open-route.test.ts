import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const open = (code: string, query = ""): Promise<OpenedList> =>
  world.list(`/v1/figures/${code}/workloads?date=${date}${query}`);
const named = ({ items }: OpenedList): string[] =>
  items.map(({ agency, workload, outcome }) => [agency, workload, outcome].filter(Boolean).join(" "));

describe("an opened figure", () => {
  test("names each workload with its outcome, what decided it, and the push that stated the version that holds", async () => {
    const { items } = await open("EVAL_GAP", "&group=agency:nl-tax");
    expect(items.map(({ workload, outcome, facts }) => [workload, outcome, facts])).toEqual([
      ["a", "yes", { is_operating: "yes", is_critical: "yes", evaluated: "no" }],
      ["b", "unknown", { is_operating: "yes", is_critical: "yes", evaluated: "unknown" }],
      ["c", "no", { is_operating: "yes", is_critical: "yes", evaluated: "yes" }],
    ]);
    expect(items.map((item) => [item.push?.push_id, item.push?.reference_date])).toEqual([
      [world.pushes.june, "2026-06-30"],
      [world.pushes.august, "2026-08-31"],
      [world.pushes.june, "2026-06-30"],
    ]);
    const { items: listed } = await world.list<object>("/v1/agencies/nl-tax/pushes");
    for (const each of items) expect(listed).toContainEqual(expect.objectContaining(each.push));
  });

  test.each<[string, string, string[]]>([
    ["EVAL_GAP", "", ["be-tax a yes", "nl-tax a yes", "nl-tax b unknown", "nl-tax c no"]],
    ["EVAL_GAP", "&outcome=yes", ["be-tax a yes", "nl-tax a yes"]],
    ["EVAL_GAP", "&group=member:nl&outcome=unknown", ["nl-tax b unknown"]],
    ["EVAL_GAP", "&group=function:none", ["be-tax a yes"]],
    ["EVAL_GAP", "&group=function:09", []],
    ["EVAL_GAP", "&known_at=2001-01-01T00:00:00Z", []],
    ["TENANCY", "", ["nl-tax b yes"]],
    ["PAPER_FALLBACK", "", ["nl-tax c no"]],
    ["DEPLOY_SPEED", "", ["nl-tax c event"]],
    ["WITHDRAWAL", "&scenario=stop&outcome=dark", ["nl-tax b dark"]],
    ["CONCENTRATION", "&layer=compute", ["nl-tax b"]],
    ["CONCENTRATION", "&layer=energy", []],
    ["COVERAGE", "", ["be-tax no", "nl-court no", "nl-tax yes"]],
    ["COVERAGE", "&group=agency:be-tax&outcome=no", ["be-tax no"]],
    [
      "RELIABILITY_DEBT",
      "&group=agency:nl-tax",
      ["nl-tax a testing", "nl-tax b unverified", "nl-tax c correction", "nl-tax c correction"],
    ],
  ])("%s with %s lists what it counts, by agency and workload", async (code, query, expected) => {
    expect(named(await open(code, query))).toEqual(expected);
  });

  test("says of a withdrawal what hits and what would take over", async () => {
    const { items } = await open("WITHDRAWAL", "&scenario=stop&outcome=dark");
    const [{ facts }] = items as [Opened];
    expect(facts).toEqual({
      hit: "yes",
      hit_by: ["provider:outside"],
      fallbacks: [
        { provider: "outside", jurisdiction: "US", withdrawn: "yes", tested_minutes: 30, declared_minutes: 60 },
      ],
    });
  });

  test("spreads the weight of a workload over the providers of a layer, each under its jurisdiction", async () => {
    expect((await open("CONCENTRATION", "&layer=compute")).items).toEqual([
      expect.objectContaining({
        providers: [
          { provider: "inside", weight: 0.5, jurisdiction: "NL" },
          { provider: "outside", weight: 0.5, jurisdiction: "US" },
        ],
      }),
    ]);
  });

  test("gives days of a deployment, and the dates that they follow from", async () => {
    expect((await open("DEPLOY_SPEED")).items).toEqual([
      expect.objectContaining({
        days: 762,
        facts: { initiated_on: "2024-01-01", trustworthy_on: "2026-02-01", retired_on: null },
      }),
    ]);
  });

  test("gives an agency the newest push for a date not after the day, and none to one that never pushed", async () => {
    const { items } = await open("COVERAGE");
    expect(items.map(({ agency, push }) => [agency, push?.push_id])).toEqual([
      ["be-tax", world.pushes.belgian],
      ["nl-court", undefined],
      ["nl-tax", world.pushes.august],
    ]);
    const [{ push: newest }] = items.slice(-1) as [Opened];
    const justBefore = new Date(Date.parse(newest!.received_at) - 1).toISOString();
    for (const query of ["date=2026-08-30", `date=${date}&known_at=${justBefore}`]) {
      const earlier = await world.list(`/v1/figures/COVERAGE/workloads?group=agency:nl-tax&${query}`);
      expect(earlier.items[0]?.push?.push_id).toBe(world.pushes.june);
    }
  });
});

test.each([
  ["EVAL_GAP", "outcome=event", "outcome"],
  ["CONCENTRATION", "layer=compute&outcome=yes", "outcome"],
  ["CONCENTRATION", "", "layer"],
  ["CONCENTRATION", "layer=cloud", "layer"],
  ["EVAL_GAP", "layer=compute", "layer"],
  ["WITHDRAWAL", "", "scenario"],
  ["WITHDRAWAL", "scenario=nobody", "scenario"],
  ["WITHDRAWAL", "scenario=stop&known_at=2001-01-01T00:00:00Z", "scenario"],
  ["EVAL_GAP", "scenario=stop", "scenario"],
  ["COVERAGE", "group=function:01", "group"],
])("%s?%s is refused by the name of %s: nothing is answered that was not asked for", async (code, query, parameter) => {
  const answer = await world.ask(`/v1/figures/${code}/workloads?date=${date}&${query}`);
  expect(answer.status).toBe(400);
  expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter)).toEqual([
    parameter,
  ]);
});

test("a code that no indicator has is not found", async () => {
  expect((await world.ask(`/v1/figures/EVIL_GAP/workloads?date=${date}`)).status).toBe(404);
});
