import { isMap, isNode, isPair, LineCounter, parseDocument } from "yaml";
import { CommandFailure } from "../command-failure.ts";

/** A YAML file as plain values, and the line on which the value of a path begins. */
export interface YamlFile {
  value: unknown;
  lineOf: (path: readonly PropertyKey[]) => number;
}

/** Nothing in these files repeats; aliases are how a small file becomes a large one. */
const noAliases = { maxAliasCount: 0 };

/** Reads YAML 1.2 (JSON is that too). Keys stay as they are written: `No`, `TRUE` and `01` are texts. */
export function readYaml(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, stringKeys: true, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw new CommandFailure(
      2,
      `${file}, line ${line}: the YAML cannot be read: ${error.message}.`,
      "Correct the line: texts with : or # stand between quotation marks, and within { } paths with [ ] do too; levels are indented by two spaces.",
      line,
    );
  }
  let value: unknown;
  try {
    value = document.toJS(noAliases);
  } catch {
    throw new CommandFailure(2, `${file} uses aliases (*), which are not read here.`, "Write the values out.");
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    let node: unknown = document.contents;
    let line = 1;
    for (const step of path) {
      const next: unknown = isMap(node)
        ? node.items.find(
            (pair) => isPair(pair) && String((pair.key as { value?: unknown } | null)?.value) === String(step),
          )
        : undefined;
      const pair = isPair(next) ? next : undefined;
      const at = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
      if (!pair || at === undefined) break;
      line = lineCounter.linePos(at).line;
      node = pair.value;
    }
    return line;
  };
  return { value, lineOf };
}
