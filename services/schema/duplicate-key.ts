/**
 * The path of the first key that one object of a valid JSON text has twice; `[]` when there is none.
 * Slow and exact: called only after counting has shown that a key is doubled.
 */
export function findDuplicateKey(text: string): PropertyKey[] {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
  const open: { keys: Set<string> | undefined; index: number; key: string | undefined }[] = [];
  let previous = "";
  for (const [found] of text.matchAll(token)) {
    const top = open.at(-1);
    if (found === "{") open.push({ keys: new Set(), index: 0, key: undefined });
    else if (found === "[") open.push({ keys: undefined, index: 0, key: undefined });
    else if (found === "}" || found === "]") open.pop();
    else if (found === "," && top) top.index += 1;
    else if (found.startsWith('"') && top?.keys && (previous === "{" || previous === ",")) {
      const key = JSON.parse(found) as string;
      const isDouble = top.keys.has(key);
      top.key = key;
      if (isDouble) return open.map((level) => (level.keys ? (level.key ?? "") : level.index));
      top.keys.add(key);
    }
    previous = found;
  }
  return [];
}
