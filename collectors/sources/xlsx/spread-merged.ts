import { type Cell, blankCell, type TableRow } from "../table/table.ts";
import type { MergedRange } from "./merged-cells.ts";

/**
 * Gives every cell of a merged range the value that is shown in it. Otherwise the agency that is written once beside its ten
 * systems would be the first one's only, and the others' "not reported".
 */
export function* spreadMerged(rows: Iterable<TableRow>, ranges: readonly MergedRange[]): Iterable<TableRow> {
  let started = 0;
  let active: { range: MergedRange; value: Cell }[] = [];
  for (const row of rows) {
    if (ranges.length === 0) {
      yield row;
      continue;
    }
    active = active.filter(({ range }) => range.lastRow >= row.line);
    for (let range = ranges[started]; range && range.firstRow <= row.line; range = ranges[(started += 1)]) {
      const value = range.firstRow === row.line ? row.cells[range.firstColumn] : undefined;
      if (value && value.text !== "" && range.lastRow >= row.line) active.push({ range, value });
    }
    yield active.length === 0 ? row : { line: row.line, cells: spread(row.cells, active) };
  }
}

function spread(cells: readonly Cell[], active: readonly { range: MergedRange; value: Cell }[]): Cell[] {
  const filled = [...cells];
  for (const { range, value } of active)
    for (let column = range.firstColumn; column <= range.lastColumn; column += 1) {
      while (filled.length <= column) filled.push(blankCell);
      filled[column] = value;
    }
  return filled;
}
