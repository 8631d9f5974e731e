import { printable } from "#schema/check-workload.ts";
import { readPath, type PathStep } from "../mapping/field-path.ts";
import type { OverlayItem } from "./overlay.ts";

export interface Overlaid {
  workload: Record<string, unknown>;
  /** Every place that the overlay has given a value. */
  pointers: readonly string[];
  /** Where the source reports another value than the overlay gives; `found` is the source's. */
  overrides: { path: string; pointer: string; line: number; found: string }[];
  /** Line of the overlay from which the value at a pointer is; undefined when it is the source's. */
  lineOf: (pointer: string) => number | undefined;
}

/**
 * A workload with what an overlay gives. An entry's place counts in the source's list: an entry that is there gets the field,
 * one behind the last is added, and a list given as a whole takes the place of the source's.
 */
export function applyOverlay(source: Record<string, unknown>, { entries }: OverlayItem): Overlaid {
  const workload = structuredClone(source);
  const overrides: Overlaid["overrides"] = [];
  const lines = new Map<string, number>();
  const added = new Map<string, number>();
  // Whole lists first, so that entries count in them.
  const sorted = [...entries].sort((left, right) => left.path.localeCompare(right.path, "en", { numeric: true }));
  for (const { path, value, line } of sorted) {
    const steps = readPath(path)?.steps ?? [];
    const { holder, name, pointer, emptied } = placeOf(workload, steps, added);
    const before = holder[name];
    const isReported = before !== undefined && before !== null;
    const isOther = isReported && JSON.stringify(before) !== JSON.stringify(value);
    const isOwn = [...lines.keys()].some((each) => pointer === each || pointer.startsWith(`${each}/`));
    if (emptied || (isOther && !isOwn))
      overrides.push({ path, pointer, line, found: emptied ? "[] (none)" : shown(before) });
    if (value === null) delete holder[name];
    else holder[name] = value;
    lines.set(pointer, line);
  }
  return { workload, pointers: [...lines.keys()], overrides, lineOf: (pointer) => lineIn(lines, pointer) };
}

const shown = (value: unknown): string => (typeof value === "string" ? value : printable(value));

/**
 * The object that holds the last step, made on the way. `added` keeps where entries behind the last of a list were put.
 * `emptied`: the source says that this list has nothing.
 */
function placeOf(
  workload: Record<string, unknown>,
  steps: readonly PathStep[],
  added: Map<string, number>,
): { holder: Record<string, unknown>; name: string; pointer: string; emptied: boolean } {
  let holder = workload;
  let pointer = "";
  let emptied = false;
  for (const { name, index } of steps.slice(0, -1)) {
    if (index === undefined) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, unknown>;
      pointer += `/${name}`;
      continue;
    }
    const known = holder[name];
    emptied ||= Array.isArray(known) && known.length === 0;
    const items = (Array.isArray(known) ? known : []) as Record<string, unknown>[];
    holder[name] = items;
    const key = `${pointer}/${name}/${index}`;
    const at = added.get(key) ?? Math.min(index, items.length);
    const item = items[at] ?? {};
    if (at === items.length) {
      items.push(item);
      added.set(key, at);
    }
    holder = item;
    pointer += `/${name}/${at}`;
  }
  const name = steps.at(-1)?.name ?? "";
  return { holder, name, pointer: `${pointer}/${name}`, emptied };
}

function lineIn(lines: ReadonlyMap<string, number>, pointer: string): number | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return undefined;
}
