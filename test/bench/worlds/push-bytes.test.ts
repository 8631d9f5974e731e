import { expect, test } from "vitest";
import { createRecordValidator } from "#records/record-validator.ts";
import { pushBytes } from "./push-bytes.ts";

const validate = createRecordValidator();
const errorsOf = (line: string): number =>
  validate(line, () => true).findings.filter(({ severity }) => severity === "error").length;
const linesOf = (bytes: Buffer): string[] => bytes.toString().trimEnd().split("\n");

test("one record in a hundred is refused, with one error each, and those are the ones that are named", () => {
  const push = pushBytes(2_000);
  const errors = linesOf(push.bytes).map(errorsOf);
  expect(errors.flatMap((count, index) => (count > 0 ? [index] : []))).toEqual(push.bad);
  expect(errors.reduce((sum, count) => sum + count)).toBe(20);
});

test("the clean bytes are the good records, of about 1.5 KB each", () => {
  const { cleanBytes } = pushBytes(2_000);
  const lines = linesOf(cleanBytes);
  expect(lines).toHaveLength(1_980);
  expect(lines.every((line) => errorsOf(line) === 0)).toBe(true);
  expect(cleanBytes.length / lines.length).toBeGreaterThan(1_400);
  expect(cleanBytes.length / lines.length).toBeLessThan(1_700);
});
