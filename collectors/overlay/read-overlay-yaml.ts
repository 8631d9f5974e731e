import { shapeFindings } from "#schema/check-workload.ts";
import { Workload } from "#schema/workload.ts";
import { readPath } from "../mapping/field-path.ts";
import { everyPath } from "../mapping/record-fields.ts";
import { readYaml } from "../mapping/yaml-lines.ts";
import { decodeUtf8 } from "../sources/decode-utf8.ts";
import { similarTo } from "../sources/find-columns.ts";
import type { OverlayEntry, OverlayItem, OverlayValue } from "./overlay.ts";
import type { OverlayFault } from "./read-overlay.ts";

/** An overlay by id: `{id: {path: value}}`, a value as in the record; lists may be given whole. */
export function readOverlayYaml(file: string, bytes: Buffer): { items: OverlayItem[]; faults: OverlayFault[] } {
  const { value, lineOf } = readYaml(file, decodeUtf8(file, bytes));
  const faults: OverlayFault[] = [];
  if (!isMapping(value))
    return { items: [], faults: [{ line: 1, message: "expected ids with paths and values, found something else" }] };
  const items = Object.entries(value).map(([id, paths]): OverlayItem => {
    const line = lineOf([id]);
    if (!isMapping(paths)) {
      faults.push({ line, message: `${id}: expected paths and values, found something else` });
      return { id, agency: undefined, line, entries: [] };
    }
    const entries = Object.entries(paths).flatMap(([path, given]): OverlayEntry[] => {
      const at = lineOf([id, path]);
      const message = wrongIn(path, given);
      if (message === undefined) return [{ path, value: given as OverlayValue, line: at }];
      faults.push({ line: at, message: `${id}, ${path}: ${message}` });
      return [];
    });
    return { id, agency: undefined, line, entries };
  });
  return { items, faults };
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the record's own rules say of the value at its path; undefined when they take it. */
function wrongIn(path: string, given: unknown): string | undefined {
  const place = readPath(path);
  if (!place) {
    const similar = similarTo(
      path.replace(/\[\d+\]/g, "[0]"),
      everyPath().map((each) => each.path),
    );
    return `expected a field of the workload record, found this one${similar === undefined ? "" : ` (similar: ${similar})`}`;
  }
  if (path === "id") return "expected another field: the id is what the overlay is looked up by";
  if (given === null) return undefined;
  // The rules judge a whole record, so the value is put where it belongs and only what is said of its place is heard.
  const nested = place.steps.reduceRight<unknown>(
    (inner, { name, index }) => ({ [name]: index === undefined ? inner : [inner] }),
    given,
  ) as object;
  const pointer = place.steps.map(({ name, index }) => `/${name}${index === undefined ? "" : "/0"}`).join("");
  return shapeFindings(Workload, nested).find(
    (each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`),
  )?.message;
}
