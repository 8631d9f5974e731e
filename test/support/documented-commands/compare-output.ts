/**
 * What is another each time: documents show it as it once was, and it is not compared. Everything else is. A line that is
 * `…` stands for any number of lines, a `…` within one for any text.
 */
const passing: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<instant>"],
  [/sha-256:[0-9a-f]{64}/g, "sha-256:<digest>"],
  [/sw_[a-z]+_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/g, "<key>"],
  [/^— sparewheel-receipts [A-Za-z0-9+/=]+$/gm, "— sparewheel-receipts <signature>"],
  [/sparewheel-receipts\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/g, "<verifier key>"],
  [/\b\d+(?:\.\d+)? (?:ms|s)\b/g, "<duration>"],
];

/** A line without what is another each time. */
export const lasting = (line: string): string =>
  passing.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), line.trimEnd());

/** What is wrong with `found`, for a person; undefined when it is as documented. */
export function outputDifference(documented: string, found: string): string | undefined {
  const expected = documented.trimEnd().split("\n").map(lasting);
  const actual = found.trimEnd().split("\n").map(lasting);
  return isSame(expected, actual) ? undefined : `documented:\n${expected.join("\n")}\n\nfound:\n${actual.join("\n")}`;
}

function isSame(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === "…")
    return Array.from({ length: actual.length + 1 }).some((_, skipped) => isSame(rest, actual.slice(skipped)));
  const [line, ...others] = actual;
  return line !== undefined && matchesLine(first, line) && isSame(rest, others);
}

function matchesLine(expected: string, actual: string): boolean {
  const parts = expected.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(actual);
}
