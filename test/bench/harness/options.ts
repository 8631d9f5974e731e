import { parseArgs } from "node:util";
import { worldSizes, type WorldSize } from "./goal.ts";

export interface Options {
  sizes: readonly WorldSize[];
  /** Ids of goals or claims; empty for all. */
  only: readonly string[];
  /** Where the report goes as JSON too. */
  json: string | undefined;
  /** Keeps samples that others disturbed. */
  disturbed: boolean;
  help: boolean;
}

export const usage = `npm run bench -- [--size 100k|1m|5m]... [--only ID]... [--json FILE] [--disturbed]

Measures the goals for speed and memory in turn with what they are compared with, and prints a table.
  --size SIZE  workloads of the generated worlds, several by repeating it or with commas (default 100k,1m)
  --only ID    a goal or one of its claims, several likewise (default all)
  --json FILE  writes the report there as JSON too
  --disturbed  keeps samples during which others used the machine, and says so: for trying, not for publishing

Exit status: 0 every "must" that was measured holds, 1 one does not, or a goal failed, 2 usage.
`;

/** Throws an error with a sentence for a person. */
export function readOptions(args: readonly string[], ids: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: "string", multiple: true, default: ["100k,1m"] },
      only: { type: "string", multiple: true, default: [] },
      json: { type: "string" },
      disturbed: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const sizes = listed(values.size).map((size) => {
    if (!isSize(size)) throw new Error(`--size takes ${Object.keys(worldSizes).join(", ")}, not "${size}"`);
    return size;
  });
  const only = listed(values.only);
  const stranger = only.find((id) => !ids.includes(id));
  if (stranger !== undefined) throw new Error(`--only takes ${ids.join(", ")}, not "${stranger}"`);
  return { sizes: [...new Set(sizes)], only, json: values.json, disturbed: values.disturbed, help: values.help };
}

const listed = (values: readonly string[]): string[] => values.flatMap((value) => value.split(",")).filter(Boolean);

const isSize = (text: string): text is WorldSize => Object.hasOwn(worldSizes, text);
