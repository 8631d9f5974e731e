import { readPath } from "../mapping/field-path.ts";
import { everyPath } from "../mapping/record-fields.ts";
import { similarTo } from "../sources/find-columns.ts";
import { blankCell, type Table } from "../sources/table/table.ts";
import type { OverlayEntry, OverlayItem } from "./overlay.ts";
import { overlayCell } from "./overlay-values.ts";
import type { OverlayFault } from "./read-overlay.ts";

/** Rows of an overlay: a column `id`, one `agency` if need be, and a column for each path. A blank cell says nothing. */
export function readOverlayTable(table: Table): { items: OverlayItem[]; faults: OverlayFault[] } {
  const faults: OverlayFault[] = [];
  const refuse = (line: number, message: string): void => void faults.push({ line, message });
  const { columns, headerLine } = table;
  if (!columns.includes("id")) refuse(headerLine, "expected a column id, found none");
  for (const path of columns)
    if (path !== "id" && path !== "agency" && !readPath(path)) {
      const similar = similarTo(
        path.replace(/\[\d+\]/g, "[0]"),
        everyPath().map((each) => each.path),
      );
      refuse(
        headerLine,
        `expected a field of the workload record as a header, found ${JSON.stringify(path)}${similar === undefined ? "" : ` (similar: ${similar})`}`,
      );
    }
  if (faults.length > 0) return { items: [], faults };

  const items: OverlayItem[] = [];
  for (const { line, cells } of table.rows) {
    const cellOf = (name: string) => cells[columns.indexOf(name)] ?? blankCell;
    const id = cellOf("id").text;
    if (id === "") {
      refuse(line, "expected the workload's id, found a blank cell");
      continue;
    }
    if (table.format === "csv" && cells.length !== columns.length) {
      refuse(line, `expected ${columns.length} cells as in the header, found ${cells.length}`);
      continue;
    }
    const entries: OverlayEntry[] = [];
    for (const path of columns) {
      const cell = cellOf(path);
      if (path === "id" || path === "agency" || (cell.text === "" && !cell.fault)) continue;
      const read = overlayCell(path, cell);
      if ("message" in read) refuse(line, `column ${path}: ${read.message}`);
      else entries.push({ path, value: read.value, line });
    }
    items.push({ id, agency: cellOf("agency").text || undefined, line, entries });
  }
  return { items, faults };
}
