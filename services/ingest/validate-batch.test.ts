import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedRecord, plainWorkload } from "#test/support/arbitrary-records.ts";
import { aWorkload } from "#test/support/world.ts";
import { createRecordValidator } from "#records/record-validator.ts";
import type { TextColumn } from "./text-column.ts";
import { type BatchOptions, createBatchValidator } from "./validate-batch.ts";

const recordBytes = 100_000;
const options: BatchOptions = { recordBytes, list: { error: 1_000, warning: 1_000 }, isKnownProvider: () => true };
const validateBatch = createBatchValidator();
const validate = createRecordValidator();

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** The texts of a column; those of lines and labels end with a line feed, which ids, however wrong, may have as well. */
const textsOf = ({ bytes, ends }: TextColumn): string[] =>
  [...ends].map((end, index) => Buffer.from(bytes.subarray(ends[index - 1] ?? 0, end)).toString());

const record = (id: string, change: object = {}): string => JSON.stringify({ ...aWorkload(id), ...change });

/** Warnings by code where none is listed. */
function countedOnly(lines: string[], isKnownProvider: (provider: string) => boolean): Record<string, number> {
  const list = { error: 1_000, warning: 0 };
  const { findings, warning_counts } = validateBatch(bytesOf(lines.join("\n")), {
    recordBytes: 100 * recordBytes,
    list,
    isKnownProvider,
  });
  expect(findings.filter(({ severity }) => severity === "warning")).toEqual([]);
  return warning_counts;
}

test("a batch says of each record what is said of it alone, in order, however good, odd and wrong ones are mixed", () => {
  const isKnownProvider = (provider: string): boolean => /[0-9]/.test(provider);
  const line = fc.oneof(
    changedRecord,
    plainWorkload.map((workload) => JSON.stringify(workload)),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.boolean(), (lines, isEnded) => {
      const batch = validateBatch(bytesOf(lines.join("\n") + (isEnded ? "\n" : "")), {
        ...options,
        // What is said of a record alone has no limit of its length, nor of how much is listed.
        recordBytes: 100 * recordBytes,
        list: { error: 1_000_000, warning: 1_000_000 },
        isKnownProvider,
      });
      const alone = lines.map((text) => validate(text, isKnownProvider));
      const records = alone.map((each) => each.record ?? { id: "", body: "", providers: [], jurisdictions: [] });
      expect(batch.count).toBe(lines.length);
      expect(textsOf(batch.ids)).toEqual(records.map(({ id }) => Buffer.from(id).toString()));
      expect(textsOf(batch.lines)).toEqual(records.map(({ body }) => `${Buffer.from(body).toString()}\n`));
      expect(textsOf(batch.labels)).toEqual(
        records.map(({ providers, jurisdictions }) =>
          Buffer.from(`${providers.join(" ")}\t${jurisdictions.join(" ")}\n`).toString(),
        ),
      );
      expect(batch.findings).toEqual(
        alone.flatMap(({ findings }, index) => findings.map((each) => ({ record: index, ...each }))),
      );
      const errors = batch.findings.filter(({ severity }) => severity === "error");
      expect(batch.errors_total).toBe(errors.length);
      expect(Object.values(batch.warning_counts).reduce((sum, count) => sum + count, 0)).toBe(
        batch.findings.length - errors.length,
      );
      expect(countedOnly(lines, isKnownProvider)).toEqual(batch.warning_counts);
      records.forEach(({ body }, index) => {
        const digest = Buffer.from(batch.digests.subarray(index * 32, index * 32 + 32)).toString("hex");
        expect(digest).toBe(createHash("sha256").update(body).digest("hex"));
      });
    }),
    { numRuns: 200 },
  );
});

test("all findings are counted, and of each severity as many are listed as are asked for", () => {
  const lines = Array.from({ length: 9 }, (_, index) =>
    record(`w${index}`, index % 3 === 0 ? { stage: "live" } : { retired_on: "2020-01-01" }),
  );
  const batch = validateBatch(bytesOf(lines.join("\n")), { ...options, list: { error: 1, warning: 2 } });
  expect(batch.findings.map(({ record: index, code }) => [index, code])).toEqual([
    [0, "unknown-value"],
    [1, "retired-before-deployed"],
    [2, "retired-before-deployed"],
  ]);
  expect(batch).toMatchObject({ errors_total: 3, warning_counts: { "retired-before-deployed": 6 } });
});

test("the first line that is no JSON is told even when no error is listed any more", () => {
  const batch = validateBatch(bytesOf(`${record("a")}\n{"id":\n[]]\n`), { ...options, list: { error: 0, warning: 0 } });
  expect(batch).toMatchObject({ findings: [], errors_total: 2, unreadable: { record: 1, code: "malformed-json" } });
});

test("a record of the longest length is taken, one of a byte more is not", () => {
  const short = record("a");
  const line = (length: number): string => short + " ".repeat(length - short.length);
  const batch = validateBatch(bytesOf(`${line(recordBytes)}\n${line(recordBytes + 1)}\n`), options);
  expect(batch.findings).toMatchObject([{ record: 1, code: "record-too-large" }]);
});

test("memory that is handed in is used again, and a batch that needs more than its lines gets more", () => {
  const spare = new ArrayBuffer(100_000);
  expect(validateBatch(bytesOf(record("a")), { ...options, spare }).lines.bytes.buffer).toBe(spare);
  // RFC 8785 writes 1e20 with all its digits; the records are wrong, but they have a content.
  const lines = Array.from({ length: 500 }, (_, index) => `{"a":[${"1e20,".repeat(50)}1],"id":"w${index}"}`);
  const batch = validateBatch(bytesOf(lines.join("\n")), { ...options, spare: new ArrayBuffer(8) });
  expect(textsOf(batch.lines)).toEqual(
    lines.map((_, index) => `{"a":[${"100000000000000000000,".repeat(50)}1],"id":"w${index}"}\n`),
  );
});

test("a provider that the registry does not have is told, and one of the next batch that it has is not", () => {
  const lines = bytesOf(record("a", { alternatives: [{ status: "planned", provider: "acme" }] }));
  const knowing = (known: string) =>
    validateBatch(lines.slice(), { ...options, isKnownProvider: (id) => id === known });
  expect(knowing("other").warning_counts).toEqual({ "provider-unknown": 1 });
  expect(knowing("acme").warning_counts).toEqual({});
});
