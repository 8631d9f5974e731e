import { CommandFailure } from "../../command-failure.ts";
import { columnNames, widthOf } from "../table/column-names.ts";
import type { Table, TableOptions, TableRow } from "../table/table.ts";
import { readCellStyles } from "./cell-styles.ts";
import { mergedRanges } from "./merged-cells.ts";
import { spreadMerged } from "./spread-merged.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { sheetRows } from "./sheet-rows.ts";
import { readWorkbook, type Workbook } from "./workbook.ts";

/** Excel's old format, and every workbook that a password protects. */
const compoundMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** One sheet of an XLSX file as a table. */
export async function openXlsx(file: string, bytes: Buffer, options: TableOptions): Promise<Table> {
  if (bytes.subarray(0, 4).equals(compoundMark))
    throw new CommandFailure(
      1,
      `${file} is an Excel workbook of the old format (XLS), or it is protected by a password.`,
      "Open it in a spreadsheet program and save it as XLSX without a password.",
    );
  const workbook = readWorkbook(file, bytes);
  const sheet = chosenSheet(file, workbook, options.sheet);
  const context = {
    sharedStrings: readSharedStrings(file, workbook.sharedStrings),
    styles: readCellStyles(file, workbook.styles),
    is1904: workbook.is1904,
    isUncomputed: workbook.isUncomputed,
  };
  const merged = await mergedRanges(sheet.entry);
  const rows = spreadMerged(sheetRows(file, sheet.entry, context), merged)[Symbol.iterator]();
  const { header, headerLine, next } = headerOf(file, sheet.name, rows, options.headerRow);
  return {
    format: "xlsx",
    sheet: sheet.name,
    headerLine,
    columns: columnNames(header.map(({ cells }) => cells)),
    total: 0,
    rows: rowsAfter(next, rows),
  };
}

function chosenSheet(file: string, { sheets }: Workbook, name: string | undefined): Workbook["sheets"][number] {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const names = sheets.map((sheet) => JSON.stringify(sheet.name)).join(", ");
  const chosen = name === undefined ? visible.slice(0, 2) : sheets.filter((sheet) => sheet.name === name);
  const [only] = chosen;
  if (only && chosen.length === 1) return only;
  if (sheets.length === 0)
    throw new CommandFailure(1, `${file} has no sheet with rows.`, "Check that it is the right file.");
  throw name === undefined
    ? new CommandFailure(2, `${file} has several sheets: ${names}.`, "Add `sheet` under `file` of the mapping.")
    : new CommandFailure(
        2,
        `${file} has no sheet ${JSON.stringify(name)}.`,
        `Correct \`sheet\` under \`file\` of the mapping; the file has ${names}.`,
      );
}

function headerOf(
  file: string,
  sheet: string,
  rows: Iterator<TableRow>,
  headerRow: TableOptions["headerRow"],
): { header: TableRow[]; headerLine: number; next: IteratorResult<TableRow, unknown> } {
  let next = rows.next();
  while (!next.done && headerRow === undefined && widthOf(next.value.cells) === 0) next = rows.next();
  const lines = headerRow === undefined ? [next.done ? 1 : next.value.line] : [headerRow].flat();
  const headerLine = lines.at(-1) ?? 1;
  const header: TableRow[] = [];
  for (; !next.done && next.value.line <= headerLine; next = rows.next())
    if (lines.includes(next.value.line)) header.push(next.value);
  if (header.every(({ cells }) => widthOf(cells) === 0))
    throw new CommandFailure(
      1,
      `${file}, sheet ${JSON.stringify(sheet)}: there is nothing in row ${lines.join(", ")}, where the header should be.`,
      "Correct `header_row` under `file` of the mapping: the row in which the names of the columns stand.",
    );
  return { header, headerLine, next };
}

function* rowsAfter(first: IteratorResult<TableRow, unknown>, rows: Iterator<TableRow>): Iterable<TableRow> {
  for (let next = first; !next.done; next = rows.next()) if (widthOf(next.value.cells) > 0) yield next.value;
}
