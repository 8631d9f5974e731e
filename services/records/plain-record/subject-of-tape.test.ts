import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf } from "#derivation/subject.ts";
import type { Workload } from "#schema/workload.ts";
import { changedRecord, plainWorkload } from "#test/support/arbitrary-records.ts";
import { createPlainReader } from "./plain-reader.ts";
import { slack } from "./slack.ts";
import { createSubjectOfTape } from "./subject-of-tape.ts";
import { workloadGrammar } from "./workload-grammar.ts";

const runs = process.env.NIGHTLY === "1" ? 100_000 : 2_000;
const grammar = workloadGrammar();
const reader = createPlainReader(grammar);
const subjectOfTape = createSubjectOfTape(grammar);

/** Asserts that both ways make the same of a record; gives whether the plain one takes it. */
function isSame(text: string): boolean {
  const bytes = Buffer.concat([Buffer.from(`${text}\n`), Buffer.alloc(slack)]);
  if (reader.read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0) < 0) return false;
  expect(subjectOfTape(bytes, reader.tape())).toStrictEqual(subjectOf(JSON.parse(text) as Workload));
  return true;
}

test("what facts follow from is read off the tape as it is read from the parsed record", () => {
  fc.assert(
    fc.property(plainWorkload, (workload) => {
      expect(isSame(JSON.stringify(workload))).toBe(true);
    }),
    { numRuns: runs },
  );
});

test("so it is of records with anything changed in them, as far as they are read plainly", () => {
  let taken = 0;
  fc.assert(
    fc.property(changedRecord, (text) => {
      taken += Number(isSame(text));
    }),
    { numRuns: runs },
  );
  expect(taken).toBeGreaterThan(runs / 20);
});

test.each([
  ["no capacity", { capacity_share: 0 }],
  ["a capacity that only decimals tell from none", { capacity_share: 0.000001 }],
  ["a capacity of all", { capacity_share: 1 }],
  ["minutes beyond 32 bits", { switchover_minutes: 4_294_967_296_123 }],
])("a fallback with %s", (_, change) => {
  const fallback = { id: "f", kind: "manual", ...change };
  const workload = { id: "a", name: "a", criticality: "critical", stage: "pilot", fallbacks: [fallback] };
  expect(isSame(JSON.stringify(workload))).toBe(true);
});
