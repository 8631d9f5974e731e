import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText } from "#schema/canonical.ts";
import { checkWorkload } from "#schema/check-workload.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { changedRecord, validWorkload } from "#test/support/arbitrary-records.ts";
import { createRecordValidator } from "./record-validator.ts";

const runs = process.env.NIGHTLY === "1" ? 50_000 : 4_000;
const validate = createRecordValidator();
// CommonJS whose types say that it is not.
const rfc8785 = canonicalize as unknown as (value: unknown) => string;

const errorsOf = (findings: readonly { severity: string }[]) => findings.filter(({ severity }) => severity === "error");

test("the compiled check accepts exactly what zod and the plain rules accept, of thousands of good and bad records", () => {
  const tally = { good: 0, bad: 0 };
  fc.assert(
    fc.property(changedRecord, (line) => {
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

test("of a record with several wrong members every error is found, in the order of the rules", () => {
  const record = {
    owner: "unit 7",
    id: "a",
    name: "e\u0301",
    criticality: "severe",
    evaluations: [{ id: "b", status: "done" }],
    users_affected: -1,
    source: { page: 1 },
    2: null,
  };
  const { name: _name, ...nameless } = record;
  for (const wrong of [record, { ...record, name: "é" }, nameless, { ...nameless, name: null }, []]) {
    const { findings } = validate(JSON.stringify(wrong), () => true);
    expect(findings).toEqual(checkWorkload(wrong));
    expect(findings.length).toBeGreaterThan(Array.isArray(wrong) ? 0 : 6);
  }
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
