import { cellOfText } from "../sources/table/cell-of-text.ts";
import { type Cell, blankCell } from "../sources/table/table.ts";
import type { MappedField } from "./cell-outcome.ts";
import type { MappedObject } from "./compile-mapping.ts";

/** A row as one entry of a list sees it: cells that are split count by their part. */
export interface SplitRow {
  cells: readonly Cell[];
  /** Parts of the cells that are split. */
  parts: ReadonlyMap<MappedField, readonly Cell[]>;
  part: number;
}

/** The row once for each part of the cells that the entry splits; once when it splits none. */
export function splitRow(
  object: MappedObject,
  row: SplitRow,
  refuse: (field: MappedField, message: string) => void,
): SplitRow[] {
  const splitting = object.fields.filter(({ rule }) => rule.list !== undefined);
  if (splitting.length === 0) return [row];
  const parts = new Map(row.parts);
  let most = 0;
  let longest: MappedField | undefined;
  for (const field of splitting) {
    const cell = row.cells[field.columns[0] ?? -1] ?? blankCell;
    const found = partsOf(cell, field.rule.list?.separator ?? ";");
    parts.set(field, found);
    if (longest && found.length > 0 && found.length !== most)
      refuse(
        field,
        `expected as many parts as ${JSON.stringify(longest.columnName)} has (${most}), found ${found.length}`,
      );
    if (found.length > most) {
      most = found.length;
      longest = field;
    }
  }
  return Array.from({ length: Math.max(1, most) }, (_, part) => ({ cells: row.cells, parts, part }));
}

function partsOf(cell: Cell, separator: string): Cell[] {
  if (cell.fault) return [cell];
  const parts = cell.text.split(separator).map(cellOfText);
  while (parts.length > 0 && parts.at(-1)?.text === "") parts.pop();
  return parts;
}
