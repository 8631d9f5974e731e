import { readSourceBytes } from "../../sources/read-source-bytes.ts";
import { delimitedRows } from "../../sources/table/delimited-rows.ts";
import { formatOf, openTable } from "../../sources/table/open-table.ts";
import type { TableOptions, TableRow } from "../../sources/table/table.ts";
import { decodedPieces, encodingOf } from "../../sources/table/text-encoding.ts";
import { readWorkbook } from "../../sources/xlsx/workbook.ts";

/** How a table is written in its file, as far as can be seen, with what a person should know of it. */
export interface Layout {
  options: TableOptions;
  /** A line for each thing that was guessed, by the key of the mapping that it stands behind. */
  remarks: Readonly<Record<string, string>>;
}

const delimiters = [",", ";", "\t", "|"] as const;
const looked = 50;

export async function findLayout(file: string, sheet: string | undefined): Promise<Layout> {
  const bytes = await readSourceBytes(file, { isUtf16Allowed: true });
  const found = formatOf(bytes) === "xlsx" ? sheetLayout(file, bytes, sheet) : csvLayout(file, bytes);
  const table = await openTable(file, { ...found.options, headerRow: undefined });
  const headerRow = likelyHeader(table.headerLine, table.columns, table.rows);
  const remarks = { ...found.remarks };
  if (headerRow !== table.headerLine)
    remarks.header_row = "the rows above it look like a title; [2, 3] joins the names of two rows";
  return { options: { ...found.options, headerRow }, remarks };
}

function csvLayout(file: string, bytes: Buffer): Layout {
  const known = encodingOf(bytes);
  const encoding = known ?? "windows-1252";
  const text = firstPiece(file, bytes, encoding);
  const best = delimiters
    .map((delimiter) => ({ delimiter, columns: steadyColumns(text, delimiter) }))
    .sort((left, right) => right.columns - left.columns)[0];
  return {
    options: { format: "csv", encoding, delimiter: best && best.columns > 1 ? best.delimiter : "," },
    remarks:
      known === undefined ? { encoding: "a guess, it is not UTF-8: look at letters with accents in `map check`" } : {},
  };
}

function firstPiece(file: string, bytes: Buffer, encoding: string): string {
  for (const piece of decodedPieces(file, bytes, encoding)) return piece;
  return "";
}

/** How many columns most of the first rows have. */
function steadyColumns(text: string, delimiter: string): number {
  const counts = new Map<number, number>();
  try {
    let rows = 0;
    for (const { cells } of delimitedRows("", [text.slice(0, text.lastIndexOf("\n") + 1) || text], delimiter)) {
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
      rows += 1;
      if (rows === looked) break;
    }
  } catch {
    // Quotation marks make no sense with this delimiter, or the piece ends within a cell.
  }
  return [...counts].sort((left, right) => right[1] - left[1] || right[0] - left[0])[0]?.[0] ?? 0;
}

function sheetLayout(file: string, bytes: Buffer, wanted: string | undefined): Layout {
  const { sheets } = readWorkbook(file, bytes);
  const sheet = wanted ?? sheets.find(({ isHidden }) => !isHidden)?.name ?? sheets[0]?.name;
  const others = sheets.filter(({ name }) => name !== sheet).map(({ name }) => JSON.stringify(name));
  return {
    options: { format: "xlsx", sheet },
    remarks: others.length > 0 ? { sheet: `the others are ${others.join(", ")}` } : {},
  };
}

/** A first row with one or two cells above rows with many is a title. */
function likelyHeader(line: number, columns: readonly string[], rows: Iterable<TableRow>): number {
  const named = columns.filter((name) => !/^\([A-Z]{1,3}\)$/.test(name)).length;
  let count = 0;
  for (const row of rows) {
    const filled = row.cells.filter(({ text }) => text !== "").length;
    if (filled >= 3 && filled >= named * 2) return row.line;
    count += 1;
    if (count === 10) break;
  }
  return line;
}
