import type { z } from "zod";
import { crossFieldFindings } from "./cross-field.ts";
import { type Finding, type RuleCode, finding } from "./rules.ts";
import { Workload } from "./workload.ts";

/** Everything the record's own rules say about a parsed value: errors, or, when there are none, warnings. */
export function checkWorkload(value: unknown): Finding[] {
  const shape = shapeFindings(Workload, value);
  return shape.length > 0 ? shape : crossFieldFindings(value as Workload);
}

/** What a schema refuses in a value, in our codes and in words that name what was expected and what was found. */
export function shapeFindings(schema: z.ZodType, value: unknown): Finding[] {
  // Not by `safeParse`: it words every issue and writes them all into one text, which takes as long as to find them.
  const result = schema._zod.run({ value, issues: [] }, { async: false });
  if (result instanceof Promise) throw new Error("a schema of records may not wait for anything");
  return result.issues.flatMap((issue) => findingsOf(issue, value));
}

function findingsOf(issue: z.core.$ZodRawIssue, value: unknown): Finding[] {
  const { path = [] } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      finding("unknown-field", [...path, key], `expected a field of the record, found ${printable(key)}`),
    );
  }
  const input = valueAt(value, path);
  if (input === undefined) return [finding("missing-field", path, `expected ${expectedBy(issue)}, found nothing`)];
  return [finding(codeOf(issue, input), path, `expected ${expectedBy(issue)}, found ${printable(input)}`)];
}

function codeOf(issue: z.core.$ZodRawIssue, input: unknown): RuleCode {
  switch (issue.code) {
    case "invalid_type":
      return typeof input === "number" && (issue.expected === "int" || issue.expected === "number")
        ? "out-of-range"
        : "wrong-type";
    case "invalid_value":
      return typeof input === "string" || typeof input === "number" ? "unknown-value" : "wrong-type";
    case "too_big":
    case "too_small":
      return issue.origin === "array" ? "too-many-items" : "out-of-range";
    case "invalid_format":
      return formatCode(issue.pattern ?? "");
    case "custom":
      return "not-nfc";
    default:
      return "wrong-type";
  }
}

/** Which rule a pattern of the record stands for; the patterns are told apart by what they begin with. */
function formatCode(pattern: string): RuleCode {
  if (pattern.startsWith("/^(?:(?:19")) return "invalid-date";
  if (pattern.startsWith("/^sha-256")) return "invalid-digest";
  return pattern.startsWith("/^[A-Za-z0-9]") ? "invalid-id" : "invalid-text";
}

function expectedBy(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return (
        {
          int: "a whole number",
          number: "a finite number",
          object: "an object",
          array: "a list",
          string: "a text",
          boolean: "true or false",
        }[issue.expected as string] ?? issue.expected
      );
    case "invalid_value":
      return issue.values.length > 20 ? "a code of the field's list" : `one of ${issue.values.map(String).join(", ")}`;
    case "too_big":
      return issue.origin === "array" ? `at most ${issue.maximum} items` : `at most ${issue.maximum}`;
    case "too_small":
      return `at least ${issue.minimum}`;
    case "invalid_format":
      return expectedFormat(formatCode(issue.pattern ?? ""), issue.pattern ?? "");
    case "custom":
      return "text in Unicode Normalization Form C";
    default:
      return issue.message ?? "another value";
  }
}

function expectedFormat(code: RuleCode, pattern: string): string {
  if (code === "invalid-date") return "a date that exists, YYYY-MM-DD, from 1950-01-01 to 2199-12-31";
  if (code === "invalid-digest") return "sha-256: and 64 lower-case hexadecimal digits";
  if (code === "invalid-id") return `an id like ${pattern.slice(1, pattern.lastIndexOf("/"))}`;
  const [least, most] = /\{(\d+),(\d+)\}\$\/u$/.exec(pattern)?.slice(1) ?? [];
  return `${least} to ${most} characters without line ends, tabs or other characters that do not print`;
}

/** What lies at a path of a parsed value; undefined where there is nothing. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

/** A value as a person can read it in one line: at most 60 characters, nothing that does not print. */
export function printable(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return "a number that overflows";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value).replace(
    /[^\x20-\x7E\p{L}\p{M}\p{N}\p{P}\p{S}]/gu,
    (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`,
  );
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
