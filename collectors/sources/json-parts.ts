import { afterComma, skipSpace, valueEnd } from "./json-text.ts";

/** Where a value stands in a JSON text: `[member]`, or `[member, index]` for an item of a member that is a list. */
export interface JsonPart {
  path: readonly [name: string] | readonly [name: string, index: number];
  from: number;
  to: number;
}

/**
 * The members of a valid JSON object and the items of those that are lists, each with its place in the text: `JSON.parse`
 * keeps neither places nor repeated keys.
 */
export function jsonParts(text: string): JsonPart[] {
  const parts: JsonPart[] = [];
  let at = skipSpace(text, text.indexOf("{") + 1);
  while (text[at] !== "}") {
    const keyEnd = valueEnd(text, at);
    const name = JSON.parse(text.slice(at, keyEnd)) as string;
    const from = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = valueEnd(text, from);
    parts.push({ path: [name], from, to });
    if (text[from] === "[") parts.push(...itemsOf(text, name, from));
    at = afterComma(text, to);
  }
  return parts;
}

function itemsOf(text: string, name: string, start: number): JsonPart[] {
  const items: JsonPart[] = [];
  let at = skipSpace(text, start + 1);
  while (text[at] !== "]") {
    const to = valueEnd(text, at);
    items.push({ path: [name, items.length], from: at, to });
    at = afterComma(text, to);
  }
  return items;
}
