import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText } from "#schema/canonical.ts";
import { checkWorkload } from "#schema/check-workload.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { GovernmentFunction } from "#schema/functions.ts";
import { Jurisdiction } from "#schema/jurisdictions.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { Component, Evaluation, Fallback, Finding, Workload } from "#schema/workload.ts";
import { createRecordValidator } from "./record-validator.ts";

const runs = process.env.NIGHTLY === "1" ? 50_000 : 4_000;
const validate = createRecordValidator();
// CommonJS whose types say that it is not.
const rfc8785 = canonicalize as unknown as (value: unknown) => string;

/** Absent, null or a value: the first two both mean "not reported". */
const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constantFrom(null, undefined) }, { weight: 3, arbitrary: value });
const either = <T extends string>(schema: { options: readonly T[] }): fc.Arbitrary<T> =>
  fc.constantFrom(...schema.options);
const date = fc.integer({ min: dayOf("1950-01-01"), max: dayOf("2199-12-31") }).map(dateOf);
const printed = fc.constantFrom(
  "a",
  "Z",
  "0",
  " ",
  ".",
  "'",
  '"',
  "\\",
  "/",
  "~",
  "é",
  "€",
  "漢",
  "😀",
  "\u2028",
  "\uFB01",
);
const text = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(printed, { minLength: least, maxLength: Math.min(most, 12) }).map((letters) => letters.join(""));
const partyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,10}$/);
const digest = fc.stringMatching(/^sha-256:[0-9a-f]{64}$/);
const count = fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER));

/** Items with ids that no other of the list has. */
const items = <T extends object>(item: fc.Arbitrary<T>): fc.Arbitrary<(T & { id: string })[]> =>
  fc.array(item, { maxLength: 3 }).map((list) => list.map((each, index) => ({ ...each, id: `i${index}` })));
const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 });

const validWorkload = fc.record({
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
        product: perhaps(text(0, 1000)),
        provider: perhaps(partyId),
        weights: perhaps(fc.constantFrom("open", "closed")),
        region: perhaps(text(0, 1000)),
        contract_notice_minutes: perhaps(count),
      }),
    ),
  ),
  evaluations: perhaps(
    items(
      fc.record({
        status: either(Evaluation.shape.status),
        independence: perhaps(fc.constantFrom("internal", "independent", "accredited")),
        completed_on: perhaps(date),
        valid_until: perhaps(date),
        report_digest: perhaps(digest),
      }),
    ),
  ),
  fallbacks: perhaps(
    items(
      fc.record({
        kind: either(Fallback.shape.kind),
        jurisdiction: perhaps(either(Jurisdiction)),
        available_from: perhaps(date),
        available_until: perhaps(date),
        switchover_minutes: perhaps(count),
        capacity_share: perhaps(fc.double({ min: 0, max: 1, noNaN: true })),
        drills: perhaps(list(fc.record({ on: date, minutes: perhaps(count), succeeded: perhaps(fc.boolean()) }))),
      }),
    ),
  ),
  alternatives: perhaps(
    list(fc.record({ status: fc.constantFrom("available", "planned", "withdrawn"), provider: perhaps(partyId) })),
  ),
  findings: perhaps(
    items(
      fc.record({
        kind: either(Finding.shape.kind),
        severity: either(Finding.shape.severity),
        opened_on: date,
        due_on: perhaps(date),
      }),
    ),
  ),
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
const mutated = fc
  .tuple(
    validWorkload,
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

const errorsOf = (findings: readonly { severity: string }[]) => findings.filter(({ severity }) => severity === "error");

test("the compiled check accepts exactly what zod and the plain rules accept, of thousands of good and bad records", () => {
  const tally = { good: 0, bad: 0 };
  fc.assert(
    fc.property(mutated, (line) => {
      const parsed = parseRecord(line);
      const { findings } = validate(line, () => true);
      const expected = "finding" in parsed ? [parsed.finding] : checkWorkload(parsed.value);
      expect(errorsOf(findings)).toEqual(errorsOf(expected));
      tally[errorsOf(expected).length === 0 ? "good" : "bad"] += 1;
    }),
    { numRuns: runs },
  );
  // A generator of one kind only would prove nothing.
  expect(Math.min(tally.good, tally.bad)).toBeGreaterThan(runs / 10);
});

test("every record made of allowed values is accepted, and its warnings are those of the plain rules", () => {
  fc.assert(
    fc.property(validWorkload, (workload) => {
      const { findings, record } = validate(JSON.stringify(workload), () => true);
      expect(errorsOf(findings)).toEqual([]);
      expect(findings).toEqual(checkWorkload(JSON.parse(JSON.stringify(workload))));
      expect(record!.body).toBe(canonicalText(workload));
    }),
    { numRuns: runs / 4 },
  );
});

test("the canonical text is RFC 8785's, as an independent package writes it, of everything but null members", () => {
  const withoutNull = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.string({ unit: "grapheme" }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: "grapheme", maxLength: 4 }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(withoutNull, (value) => {
      expect(canonicalText(value)).toBe(rfc8785(value));
    }),
    { numRuns: runs / 4 },
  );
  expect(canonicalText({ b: null, a: [null, { c: null }], d: undefined })).toBe('{"a":[null,{}]}');
});

test("a record that may not be stored still has a content, so that a repeated push is known by it", () => {
  const { record, findings } = validate('{"stage":"live","id":"a"}', () => true);
  expect(errorsOf(findings).length).toBeGreaterThan(0);
  expect(record).toMatchObject({ id: "a", body: '{"id":"a","stage":"live"}' });
  expect(validate("[]", () => true).record).toBeUndefined();
});
