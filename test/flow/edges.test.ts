import { afterAll, beforeAll, expect, test } from "vitest";
import { dateOf, dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { answerCase } from "#services/cases/case-figures.ts";
import { differenceText, figureDifferences } from "#services/cases/figure-differences.ts";
import type { Case } from "#test/support/load-case.ts";
import { expectedOfCase } from "#test/support/reference/expected-of-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { aFallback, aWorkload, registryOf } from "#test/support/world.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const isNightly = process.env.NIGHTLY === "1";
/** Each costs a statement for every indicator: by day those at which something changes. */
const dates = (byDay: readonly string[], more: readonly string[]): string[] =>
  (isNightly ? [...byDay, ...more] : byDay).toSorted();

const late = "2199-12-31T23:59:59.999Z";
const at = (date: string, known_at = late) => ({ date, known_at });

/** What a test does not say is the world of one agency. */
function world(change: Partial<Case>): Case {
  const { members = [], agencies = [], providers = [] } = registryOf(["a"]);
  const parties = {
    members,
    agencies,
    providers,
    scenarios: { stop: { providers: ["outside"], jurisdictions: ["US"], notice_minutes: 90 } },
  };
  return { name: "edge", ...parties, registry: [], pushes: [], queries: [], expected: [], ...change } as Case;
}

const filing = (reference_date: string, workloads: Workload[], change: Partial<Case["pushes"][number]> = {}) => ({
  agency: "a",
  reference_date,
  received_at: `${reference_date}T12:00:00.000Z`,
  complete: true,
  workloads,
  ...change,
});

const evaluation = {
  id: "e",
  status: "completed",
  independence: "independent",
  outcome: "passed",
  completed_on: "2024-02-29",
  valid_until: "2024-03-01",
} as const;

/** With something of every kind that has a date. */
const full = (id: string, day: string): Workload =>
  aWorkload(id, {
    regulated: true,
    initiated_on: day,
    deployed_on: day,
    components: [
      { layer: "compute", provider: "outside" },
      { layer: "model", provider: "inside", weights: "open" },
    ],
    evaluations: [{ ...evaluation, completed_on: day, valid_until: null }],
    fallbacks: [{ ...aFallback, available_from: day, drills: [{ on: day, minutes: 5, succeeded: true }] }],
    alternatives: [{ provider: "inside", status: "available", available_from: day, sufficient_capacity: true }],
    findings: [{ id: "x", kind: "audit", severity: "low", opened_on: day, due_on: day }],
  });

const edges: [string, Case][] = [
  ["a coalition of nobody", world({ members: [], agencies: [], queries: [at("2026-06-30")] })],
  ["a member without agencies", world({ agencies: [], queries: [at("2026-06-30")] })],
  ["an agency without pushes", world({ queries: [at("2026-06-30")] })],
  [
    "an inventory of nothing",
    world({ pushes: [filing("2026-06-30", [])], queries: [at("2026-06-29"), at("2026-06-30")] }),
  ],
  ["one workload", world({ pushes: [filing("2026-06-30", [aWorkload("w")])], queries: [at("2026-06-30")] })],
  [
    "two findings due on one day",
    world({
      pushes: [
        filing("2026-06-30", [
          aWorkload("w", {
            findings: ["x", "y"].map((id) => ({
              id,
              kind: "audit",
              severity: "low",
              opened_on: "2026-05-01",
              due_on: "2026-06-01",
            })),
          }),
        ]),
      ],
      queries: [at("2026-06-30"), at("2026-07-01")],
    }),
  ],
  [
    "what was known before everything",
    world({
      pushes: [filing("2026-06-30", [aWorkload("w")])],
      queries: [
        at("2026-06-30", "1950-01-01T00:00:00Z"),
        at("2026-06-30", "2026-06-30T11:59:59.999Z"),
        at("2026-06-30", "2026-06-30T12:00:00Z"),
      ],
    }),
  ],
  [
    "the first and the last date that there is",
    world({
      // A date of 2199 can be stated of a workload long before.
      pushes: [
        filing("1950-01-01", [full("first", "1950-01-01")], { received_at: "1950-01-02T00:00:00.000Z" }),
        filing("1950-01-02", [
          full("first", "1950-01-01"),
          full("last", "2199-12-31"),
          aWorkload("between", { deployed_on: "1950-01-01", retired_on: "2199-12-31" }),
        ]),
      ],
      queries: dates(["1950-01-01", "2026-01-01", "2199-12-31"], ["1950-01-02", "2199-12-30"]).map((date) => at(date)),
    }),
  ],
  [
    "29 February",
    world({
      pushes: [
        filing("2024-02-29", [
          full("w", "2024-02-29"),
          aWorkload("short", { deployed_on: "2024-01-01", evaluations: [evaluation] }),
        ]),
        filing("2025-02-28", [full("w", "2024-02-29")]),
      ],
      queries: dates(
        ["2024-02-29", "2024-03-01", "2024-05-29", "2025-02-28", "2025-03-01", "2028-02-29"],
        ["2024-02-28", "2025-02-27"],
      ).map((date) => at(date)),
    }),
  ],
];

test.each(edges)("%s: the engine and the plain reference agree", async (_, edge) => {
  const answers = await answerCase(stores, edge);
  expect(answers.length).toBe(edge.queries.length);
  expect(figureDifferences(expectedOfCase(edge), answers).map(differenceText)).toEqual([]);
});

const versions = isNightly ? 10_000 : 50;

test(`${versions} versions of one workload are one workload, on every day as it was stated`, async () => {
  const first = dayOf("1990-01-01");
  const pushes = Array.from({ length: versions }, (_, index) =>
    filing(dateOf(first + index), [
      aWorkload("w", {
        deployed_on: "1980-01-01",
        fallbacks: index % 3 === 0 ? [aFallback] : [],
        users_affected: index,
      }),
    ]),
  );
  const places = isNightly ? [0, 1, versions - 2, versions - 1] : [0, versions - 2];
  const days = places.map((index) => dateOf(first + index));
  const edge = world({ pushes, queries: days.map((date) => at(date)) });
  const answers = await answerCase(stores, edge);
  expect(figureDifferences(expectedOfCase(edge), answers).map(differenceText)).toEqual([]);
}, 1_800_000);
