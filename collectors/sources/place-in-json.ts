import { afterComma, skipSpace, valueEnd } from "./json-text.ts";
import type { Place } from "./source.ts";

/** Rules about a key and not about its value. */
const aboutKeys: ReadonlySet<string> = new Set(["unknown-field", "duplicate-key"]);

/**
 * Where in a file something is that was found in a JSON text: the value that the pointer names, its key when the rule is about
 * the key, or, when there is no such value, the object or list that lacks it.
 *
 * @param start where the text begins in the file
 */
export function placeInJson(
  text: string,
  start: Place,
  { pointer, code, message }: { pointer: string; code: string; message: string },
): Place {
  const broken = code === "malformed-json" ? brokenAt(text, message) : undefined;
  return placeAt(text, start, broken ?? offsetOf(text, pointer, aboutKeys.has(code)));
}

/** What does not parse is named by its position in the text. */
function brokenAt(text: string, message: string): number | undefined {
  const position = /at position (\d+)$/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  return message.endsWith("it ends too early") ? text.trimEnd().length : undefined;
}

function offsetOf(text: string, pointer: string, isKeyWanted: boolean): number {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  let at = skipSpace(text, 0);
  for (const [index, step] of steps.entries()) {
    const found = text[at] === "{" ? memberOf(text, at, step) : text[at] === "[" ? itemOf(text, at, step) : undefined;
    if (!found) return at;
    at = isKeyWanted && index === steps.length - 1 ? found.key : found.value;
  }
  return at;
}

interface Part {
  key: number;
  value: number;
}

/** Of a key that occurs twice the last, which is the one that counts. */
function memberOf(text: string, start: number, name: string): Part | undefined {
  let found: Part | undefined;
  let key = skipSpace(text, start + 1);
  while (key < text.length && text[key] !== "}") {
    const keyEnd = valueEnd(text, key);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (isName(text.slice(key, keyEnd), name)) found = { key, value };
    key = afterComma(text, valueEnd(text, value));
  }
  return found;
}

const isName = (written: string, name: string): boolean =>
  written.includes("\\") ? JSON.parse(written) === name : written.slice(1, -1) === name;

function itemOf(text: string, start: number, step: string): Part | undefined {
  let at = skipSpace(text, start + 1);
  for (let left = Number(step); left > 0 && at < text.length && text[at] !== "]"; left -= 1)
    at = afterComma(text, valueEnd(text, at));
  return text[at] === "]" ? undefined : { key: at, value: at };
}

/** Lines and columns count from 1, columns in characters. */
function placeAt(text: string, { line, column }: Place, offset: number): Place {
  let feeds = 0;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    feeds += 1;
    lineStart = at + 1;
  }
  // A character beyond the first plane has a second half, which does not count.
  let characters = 0;
  for (let at = lineStart; at < offset; at += 1) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) characters += 1;
  return { line: line + feeds, column: (feeds === 0 ? column : 1) + characters };
}
