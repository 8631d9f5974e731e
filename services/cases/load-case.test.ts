import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Workload } from "#schema/workload.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { aWorkload } from "#test/support/world.ts";
import type { CaseFile } from "./case-file.ts";
import { CaseRefused } from "./case-refused.ts";
import { emptyStores } from "./empty-stores.ts";
import { loadCase } from "./load-case.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());
beforeEach(() => emptyStores(stores));

const at = "2025-06-01T00:00:00.000Z";
const push = (workloads: Workload[], change: Partial<CaseFile["pushes"][number]> = {}) => ({
  agency: "tax",
  reference_date: "2025-01-01",
  received_at: at,
  complete: true,
  workloads,
  ...change,
});
const world = (change: Partial<CaseFile>): CaseFile => ({
  members: [{ id: "de", jurisdictions: ["DE"] }],
  agencies: [{ id: "tax", member: "de" }],
  pushes: [],
  queries: [],
  ...change,
});

const ledger = () =>
  stores.sql<{ kind: string; received_at: string; records: number | null }[]>`
    SELECT kind, received_at, records FROM ledger_entry LEFT JOIN push USING (sequence) ORDER BY sequence`;

async function faultsOf(change: Partial<CaseFile>): Promise<string[]> {
  try {
    await loadCase(stores.sql, world(change));
    return [];
  } catch (error) {
    if (!(error instanceof CaseRefused)) throw error;
    return error.faults.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
}

test("entries come in the order of their instants, ties in that of the file with the registry first, and keep them", async () => {
  const three = [aWorkload("a"), aWorkload("b"), aWorkload("c")];
  await loadCase(
    stores.sql,
    world({
      pushes: [
        push(three),
        push([]),
        push([aWorkload("a")], { received_at: "2025-05-31T23:59:59.999-01:00" }),
        push(three.slice(1), { received_at: "2025-05-01T00:00:00Z" }),
      ],
      registry: [{ received_at: "2025-06-01T02:00:00+02:00", providers: [{ id: "p", control: [] }] }],
    }),
  );
  const entries = await ledger();
  expect(entries.map(({ kind, records }) => records ?? kind)).toEqual(["registry", 2, "registry", 3, 0, 1]);
  expect(entries.map(({ received_at }) => new Date(received_at).toISOString())).toEqual([
    "1900-01-01T00:00:00.000Z",
    "2025-05-01T00:00:00.000Z",
    at,
    at,
    at,
    "2025-06-01T00:59:59.999Z",
  ]);
});

test("an inventory may shrink to nothing", async () => {
  expect(await faultsOf({ pushes: [push([aWorkload("a"), aWorkload("b")]), push([])] })).toEqual([]);
});

test.each<[string, Partial<CaseFile>, string]>([
  [
    "a record with an error",
    { pushes: [push([]), push([aWorkload("a"), { ...aWorkload("b"), stage: "alive" as never }])] },
    "/pushes/1/workloads/1/stage: expected one of",
  ],
  [
    "a workload twice",
    { pushes: [push([aWorkload("a"), aWorkload("a")])] },
    "/pushes/0/workloads/1/id: expected each workload once",
  ],
  [
    "a reference date two days ahead",
    { pushes: [push([], { reference_date: "2025-06-03" })] },
    "/pushes/0/reference_date: expected a day not after 2025-06-02",
  ],
  [
    "an agency that nobody registered",
    { pushes: [push([], { agency: "court" })] },
    '/pushes/0/agency: expected an agency that the registry has at 2025-06-01T00:00:00.000Z, found "court"',
  ],
  [
    "an agency registered later",
    {
      pushes: [push([], { agency: "court" })],
      registry: [{ received_at: "2025-06-01T00:00:00.001Z", agencies: [{ id: "court", member: "de" }] }],
    },
    "/pushes/0/agency",
  ],
  ["an agency of no member", { agencies: [{ id: "tax", member: "fr" }] }, "/agencies/0/member: expected a member"],
  [
    "control that overlaps",
    {
      registry: [
        { received_at: at, providers: [{ id: "p", control: [{ jurisdiction: "DE" }, { jurisdiction: "FR" }] }] },
      ],
    },
    "/registry/0/providers/0/control/1: expected no overlap",
  ],
])("%s is refused by its place in the file, as a server refuses it", async (_, change, fault) => {
  const faults = await faultsOf(change);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});

test("a reference date one day ahead is taken", async () => {
  expect(await faultsOf({ pushes: [push([], { reference_date: "2025-06-02" })] })).toEqual([]);
});
