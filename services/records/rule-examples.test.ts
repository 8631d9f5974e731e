import { expect, test } from "vitest";
import { checkWorkload } from "#schema/check-workload.ts";
import { parseRecord } from "#schema/parse-record.ts";
import type { RuleCode } from "#schema/rules.ts";
import { ruleExamples } from "./rule-examples.ts";

/** Gives no warning. */
const workload = { id: "w", name: "Name", criticality: "critical", stage: "pilot" };

/** Codes found in an example: of whole lines as they are, of members as part of a record. */
function codesOf(example: string): string[] {
  const whole = parseRecord(example);
  if ("value" in whole) return checkWorkload({ ...workload, ...(whole.value as object) }).map(({ code }) => code);
  const seen = new Set<string>();
  return example.split("\n").flatMap((line) => {
    const parsed = parseRecord(line);
    if ("finding" in parsed) return [parsed.finding.code];
    const { id } = parsed.value as { id: string };
    const doubled = seen.has(id) ? ["duplicate-workload"] : [];
    seen.add(id);
    return [...checkWorkload(parsed.value).map(({ code }) => code), ...doubled];
  });
}

const shown = Object.entries(ruleExamples).filter(([, { isSketch }]) => !isSketch) as [
  RuleCode,
  (typeof ruleExamples)[RuleCode],
][];

test.each(shown)(
  "the page of %s shows what breaks this rule and no other, and what breaks none",
  (code, { wrong, right }) => {
    expect(new Set(codesOf(wrong))).toEqual(new Set([code]));
    expect(codesOf(right)).toEqual([]);
  },
);

test("few examples are sketches", () => {
  expect(shown.length).toBeGreaterThan(24);
});
