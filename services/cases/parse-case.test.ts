import { expect, test } from "vitest";
import { CaseRefused } from "./case-refused.ts";
import { parseCase } from "./parse-case.ts";

const push = {
  agency: "tax",
  reference_date: "2025-01-01",
  received_at: "2025-01-02T00:00:00Z",
  complete: true,
  workloads: [],
};
const world = {
  name: "small",
  members: [{ id: "de", jurisdictions: ["DE"] }],
  agencies: [{ id: "tax", member: "de" }],
  registry: [{ received_at: "2025-02-01T00:00:00.123+01:00", providers: [] }],
  pushes: [push],
  queries: [{ date: "2025-01-31", known_at: "2025-03-01T00:00:00.123456Z" }],
};

function faultsOf(value: unknown): string[] {
  try {
    parseCase(typeof value === "string" ? value : JSON.stringify(value));
    return [];
  } catch (error) {
    if (!(error instanceof CaseRefused)) throw error;
    return error.faults.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
}

test("a case keeps what it says, and what is expected of it is not looked at", () => {
  expect(parseCase(JSON.stringify(world))).toEqual(world);
  expect(parseCase(JSON.stringify({ ...world, expected: "nothing" }))).toEqual({ ...world, expected: "nothing" });
});

test.each<[string, unknown, string]>([
  ["text that ends too early", '{"members": [', ": expected one JSON object"],
  ["a key twice", '{"pushes": [], "pushes": []}', "/pushes: expected each key once"],
  ["a list", [], ": expected an object, found a list of 0"],
  ["no queries", { ...world, queries: undefined }, "/queries: expected a list, found nothing"],
  ["a key misspelt", { ...world, regstry: [] }, '/regstry: expected a field of a case file, found "regstry"'],
  [
    "a day that does not exist",
    { ...world, queries: [{ ...world.queries[0], date: "2025-02-29" }] },
    "/queries/0/date",
  ],
  ["a push without completeness", { ...world, pushes: [{ ...push, complete: null }] }, "/pushes/0/complete"],
  [
    "a jurisdiction that is none",
    { ...world, members: [{ id: "de", jurisdictions: ["XQ"] }] },
    "/members/0/jurisdictions/0",
  ],
  [
    "an instant without offset",
    { ...world, pushes: [{ ...push, received_at: "2025-01-02T00:00:00" }] },
    "/pushes/0/received_at: expected an instant with its offset",
  ],
  [
    "an arrival between milliseconds",
    { ...world, pushes: [{ ...push, received_at: "2025-01-02T00:00:00.0001Z" }] },
    "/pushes/0/received_at",
  ],
  [
    "an arrival before 1950",
    { ...world, registry: [{ received_at: "1949-12-31T23:59:59Z" }] },
    "/registry/0/received_at",
  ],
  [
    "a vintage that is none",
    { ...world, queries: [{ date: "2025-01-31", known_at: "now" }] },
    '/queries/0/known_at: expected an instant with its offset, such as 2026-11-21T09:30:00.000Z, found "now"',
  ],
])("%s is refused by its place", (_, value, fault) => {
  const faults = faultsOf(value);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});

test("everything that is wrong is told at once", () => {
  expect(faultsOf({ ...world, agencies: [{ id: "a b", member: "" }], pushes: null })).toHaveLength(3);
});
