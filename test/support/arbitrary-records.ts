import fc from "fast-check";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { GovernmentFunction } from "#schema/functions.ts";
import { Jurisdiction } from "#schema/jurisdictions.ts";
import { Component, Evaluation, Fallback, Finding, Workload } from "#schema/workload.ts";

/** Absent, null or a value: the first two both mean "not reported". */
const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constantFrom(null, undefined) }, { weight: 3, arbitrary: value });
const either = <T extends string>(schema: { options: readonly T[] }): fc.Arbitrary<T> =>
  fc.constantFrom(...schema.options);
/** Any day, and often one of few, so that rules about two days meet equal ones. */
const date = fc
  .oneof(
    fc.integer({ min: dayOf("1950-01-01"), max: dayOf("2199-12-31") }),
    fc.integer({ min: dayOf("2024-12-31"), max: dayOf("2025-01-02") }),
  )
  .map(dateOf);
const letters = fc.constantFrom("a", "Z", "0", " ", ".", "'", "/", "~", "é", "€", "漢", "😀", "\u2028", "\uFB01");
const escapedLetters = fc.constantFrom('"', "\\");
const partyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,10}$/);
const digest = fc.stringMatching(/^sha-256:[0-9a-f]{64}$/);
/** Items with ids that no other of the list has. */
const items = <T extends object>(item: fc.Arbitrary<T>): fc.Arbitrary<(T & { id: string })[]> =>
  fc.array(item, { maxLength: 3 }).map((list) => list.map((each, index) => ({ ...each, id: `i${index}` })));
const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 });

interface Writing {
  /** Characters of texts. */
  letter: fc.Arbitrary<string>;
  count: fc.Arbitrary<number>;
  /** From 0 to 1. */
  share: fc.Arbitrary<number>;
}

const workloads = ({ letter, count, share }: Writing) => {
  const text = (least: number, most: number): fc.Arbitrary<string> =>
    fc.array(letter, { minLength: least, maxLength: Math.min(most, 12) }).map((all) => all.join(""));
  const note = perhaps(text(0, 1000));
  return fc.record({
    id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,20}$/),
    name: text(1, 300),
    function: perhaps(either(GovernmentFunction)),
    regulated: perhaps(fc.boolean()),
    criticality: either(Workload.shape.criticality),
    stage: either(Workload.shape.stage),
    initiated_on: perhaps(date),
    deployed_on: perhaps(date),
    retired_on: perhaps(date),
    substantially_modified_on: perhaps(date),
    users_affected: perhaps(count),
    source: perhaps(
      fc.record({
        format: text(1, 1000),
        version: text(1, 1000),
        record: perhaps(count.map((n) => n || 1)),
        digest: perhaps(digest),
      }),
    ),
    components: perhaps(
      list(
        fc.record({
          layer: either(Component.shape.layer),
          product: note,
          provider: perhaps(partyId),
          weights: perhaps(fc.constantFrom("open", "closed")),
          substitutability: perhaps(fc.constantFrom("not-substitutable", "highly-complex", "medium", "easily")),
          region: note,
          contract_notice_minutes: perhaps(count),
        }),
      ),
    ),
    evaluations: perhaps(
      items(
        fc.record({
          evaluator: note,
          status: either(Evaluation.shape.status),
          independence: perhaps(fc.constantFrom("internal", "independent", "accredited")),
          completed_on: perhaps(date),
          valid_until: perhaps(date),
          outcome: perhaps(fc.constantFrom("passed", "passed-with-conditions", "failed")),
          report_digest: perhaps(digest),
        }),
      ),
    ),
    fallbacks: perhaps(
      items(
        fc.record({
          kind: either(Fallback.shape.kind),
          provider: perhaps(partyId),
          jurisdiction: perhaps(either(Jurisdiction)),
          available_from: perhaps(date),
          available_until: perhaps(date),
          switchover_minutes: perhaps(count),
          capacity_share: perhaps(share),
          drills: perhaps(list(fc.record({ on: date, minutes: perhaps(count), succeeded: perhaps(fc.boolean()) }))),
        }),
      ),
    ),
    alternatives: perhaps(
      list(
        fc.record({
          status: fc.constantFrom("available", "planned", "withdrawn"),
          provider: perhaps(partyId),
          jurisdiction: perhaps(either(Jurisdiction)),
          available_from: perhaps(date),
          available_until: perhaps(date),
          sufficient_capacity: perhaps(fc.boolean()),
        }),
      ),
    ),
    findings: perhaps(
      items(
        fc.record({
          kind: either(Finding.shape.kind),
          severity: either(Finding.shape.severity),
          opened_on: date,
          due_on: perhaps(date),
          corrected_on: perhaps(date),
        }),
      ),
    ),
  });
};

/** A workload whose every field has an allowed value. */
export const validWorkload = workloads({
  letter: fc.oneof(letters, letters, escapedLetters),
  count: fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER)),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** The same, and JSON has but one way to write each text and number of it. */
export const plainWorkload = workloads({
  letter: letters,
  count: fc.oneof(fc.nat(), fc.constant(10 ** 15 - 1)),
  share: fc.nat(1_000_000).map((millionths) => millionths / 1_000_000),
});

/** Values that a field may be given instead of its own: each is wrong for most fields, and right for some. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1,
    0.5,
    1.5,
    2 ** 53,
    -0,
    1e300,
    "",
    " ",
    "a",
    "0",
    "true",
    "null",
    [],
    {},
    [null],
    [[]],
    [{}],
    "2026-02-29",
    "2024-02-29",
    "2100-02-29",
    "1949-12-31",
    "2199-12-31",
    "2200-01-01",
    "2026-2-1",
    "2026-13-01",
    "e\u0301",
    "é",
    "\u212B",
    "a\tb",
    "a\nb",
    "\u0000",
    "\u007F",
    "\u0085",
    "\u202E",
    "\u2066",
    "\uFFFE",
    "\uFDD0",
    "\u{10FFFF}",
    "\uD800",
    "\uDC00a",
    "\u200B",
    "x".repeat(300),
    "x".repeat(301),
    "x".repeat(1000),
    "x".repeat(1001),
    "😀".repeat(300),
    "😀".repeat(301),
    "UK",
    "EU",
    "XK",
    "nl",
    "NL",
    "01",
    "11",
    "01.1.9",
    "__proto__",
    "production",
    "critical",
    "open",
    `sha-256:${"a".repeat(64)}`,
    `sha-256:${"a".repeat(63)}`,
    `sha-256:${"A".repeat(64)}`,
    `sha-256:${"a".repeat(64)}\n`,
    "a\n",
    Array(200).fill({ layer: "data" }),
    Array(201).fill({ layer: "data" }),
  ),
  fc.string({ unit: "binary", maxLength: 5 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);
const hostileKey = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "owner",
  "Name",
  "id ",
  "name",
  "drills",
  "",
);

/** Every object and list of a value. */
function containersOf(value: unknown): (Record<string, unknown> | unknown[])[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(containersOf)];
}

/** A valid record with up to three places changed, as text. */
export const changedRecord = fc
  .tuple(
    fc.oneof(validWorkload, plainWorkload),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 4 }), hostile, hostileKey), { maxLength: 3 }),
  )
  .map(([workload, changes]) => {
    const record = structuredClone(workload) as Record<string, unknown>;
    for (const [which, member, how, value, key] of changes) {
      const containers = containersOf(record);
      const container = containers[which % containers.length] as Record<string, unknown>;
      const keys = Object.keys(container);
      const chosen = keys[member % Math.max(1, keys.length)];
      if (how <= 2 && chosen !== undefined) container[chosen] = structuredClone(value);
      else if (how === 3 && chosen !== undefined) delete container[chosen];
      else if (Array.isArray(container)) container.push(structuredClone(value));
      else
        Object.defineProperty(container, key, {
          value: structuredClone(value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return JSON.stringify(record);
  });
