import { type Finding, finding } from "./rules.ts";
import { findDuplicateKey } from "./duplicate-key.ts";

/** Deepest nesting of objects and lists in a record; the workload record itself needs 5. */
export const nestingLimit = 16;

/** One record's text to its value, or to the one finding that makes it unreadable. */
export function parseRecord(text: string): { value: unknown } | { finding: Finding } {
  const { depth, members } = shapeOf(text);
  if (depth > nestingLimit) {
    return { finding: finding("nested-too-deep", [], `expected at most ${nestingLimit} levels, found ${depth}`) };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      finding: finding(
        "malformed-json",
        [],
        `expected one JSON object, found text that does not parse: ${reasonOf(error)}`,
      ),
    };
  }
  if (membersOf(value) !== members) {
    const path = findDuplicateKey(text);
    return {
      finding: finding(
        "duplicate-key",
        path,
        `expected each key once, found ${JSON.stringify(path.at(-1))} again in the same object`,
      ),
    };
  }
  // Such a key is written so, or with an escape.
  const path = /__proto__|\\u/.test(text) ? findPrototypeKey(value) : undefined;
  if (path) {
    return { finding: finding("unknown-field", path, 'expected a field of the record, found "__proto__"') };
  }
  return { value };
}

/** Where an object has a key `__proto__`: the one name that a schema's records leave out in silence. */
function findPrototypeKey(value: unknown): PropertyKey[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key of Object.keys(value)) {
    if (key === "__proto__") return [key];
    const path = findPrototypeKey((value as Record<string, unknown>)[key]);
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path];
  }
  return undefined;
}

/** V8 quotes the text in its message; a record may hold what must not be repeated, so only the position stays. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const position = /at position \d+/.exec(message)?.[0];
  if (/Unexpected end/.test(message)) return "it ends too early";
  return position ? `unexpected character ${position}` : "unexpected character";
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** Counts colons outside strings (each is one member of an object) and the deepest nesting, in one pass. */
function shapeOf(text: string): { depth: number; members: number } {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = closingQuote(text, at + 1);
    else if (code === colon) members += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return { depth: deepest, members };
}

/** Where a string ends whose text begins at `from`; found by the engine, which looks at many characters at once. */
function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (before >= from && text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + membersOf(item), 0);
  let count = 0;
  for (const key of Object.keys(value)) count += 1 + membersOf((value as Record<string, unknown>)[key]);
  return count;
}
