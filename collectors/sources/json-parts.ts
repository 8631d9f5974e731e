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

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function afterComma(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === "," ? skipSpace(text, at + 1) : at;
}

/** The first place after the value that begins at `from`. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      for (at += 1; text[at] !== '"'; at += 1) if (text[at] === "\\") at += 1;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && " \t\r\n,".includes(character)) return at;
  }
  return text.length;
}
