import { CommandFailure } from "../../command-failure.ts";
import { type Cell, blankCell, type TableRow } from "../table/table.ts";
import { type CellContext, cellOf, type RawCell } from "./cell-of.ts";
import type { CellStyle } from "./cell-styles.ts";
import { placeOf } from "./merged-cells.ts";
import { eachAttribute, attribute, type XmlHandler } from "./xml-scanner.ts";
import { mostSheetBytes, scannedPieces } from "./xml-text.ts";
import type { ZipEntry } from "./zip-entries.ts";

export interface SheetContext extends CellContext {
  styles: readonly CellStyle[];
}

/** The rows of a sheet that have a cell, in order, each with its number; cells that are left out are blank. */
export function* sheetRows(file: string, entry: ZipEntry, context: SheetContext): Iterable<TableRow> {
  const ready: TableRow[] = [];
  let last = 0;
  const handler = rowReader(context, (row) => {
    // A row out of order would make every place told of it wrong.
    if (row.line <= last)
      throw new CommandFailure(
        1,
        `${file}: row ${row.line} of the sheet comes after row ${last}.`,
        "Open the file in a spreadsheet program and save it again as XLSX.",
      );
    last = row.line;
    ready.push(row);
  });
  const pieces = scannedPieces(file, entry, mostSheetBytes, handler)[Symbol.iterator]();
  while (!pieces.next().done) yield* ready.splice(0);
}

function rowReader(context: SheetContext, take: (row: TableRow) => void): XmlHandler {
  let line = 0;
  let column = -1;
  let cells: Cell[] = [];
  let isRow = false;
  let raw: RawCell | undefined;
  let isValue = false;
  let isPhonetic = false;
  return {
    open(name, attributes) {
      if (name === "c" && isRow) {
        column += 1;
        raw = { type: "n", style: "plain", value: undefined, hasFormula: false };
        const cell = raw;
        eachAttribute(attributes, (each, value) => {
          if (each === "r") column = placeOf(value)?.column ?? column;
          else if (each === "t") cell.type = value;
          else if (each === "s") cell.style = context.styles[Number(value)] ?? "plain";
        });
      } else if (name === "v" || (name === "t" && !isPhonetic)) {
        isValue = raw !== undefined;
        if (raw && name === "v") raw.value = "";
      } else if (name === "f" && raw) raw.hasFormula = true;
      else if (name === "rPh") isPhonetic = true;
      else if (name === "row") {
        isRow = true;
        line = Number(attribute(attributes, "r") ?? line + 1);
        column = -1;
        cells = [];
      }
    },
    text(value) {
      if (isValue && raw) raw.value = (raw.value ?? "") + value;
    },
    close(name) {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "c" && raw) {
        while (cells.length < column) cells.push(blankCell);
        cells[column] = cellOf(raw, context);
        raw = undefined;
      } else if (name === "row") {
        isRow = false;
        take({ line, cells });
      }
    },
  };
}
