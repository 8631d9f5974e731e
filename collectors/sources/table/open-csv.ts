import { CommandFailure } from "../../command-failure.ts";
import { cellOfText } from "./cell-of-text.ts";
import { columnNames, widthOf } from "./column-names.ts";
import { type DelimitedRow, delimitedRows } from "./delimited-rows.ts";
import type { Table, TableOptions, TableRow } from "./table.ts";
import { decodedPieces } from "./text-encoding.ts";

/** Excel writes this on a line of its own before the header, for itself. */
const hint = /^(?:\uFEFF)?sep=(.)\r?\n?$/;

/** A CSV file as a table. */
export function openCsv(file: string, bytes: Buffer, options: TableOptions): Table {
  const hinted = hint.exec(firstLine(file, bytes, options.encoding))?.[1];
  const delimiter = options.delimiter ?? hinted ?? ",";
  const first = hinted === undefined ? 1 : 2;
  const headerLines = [options.headerRow ?? first].flat();
  const rows = delimitedRows(file, decodedPieces(file, bytes, options.encoding), delimiter);
  const header: DelimitedRow[] = [];
  let next: IteratorResult<DelimitedRow, unknown> = rows.next();
  const lastHeader = headerLines.at(-1) ?? first;
  for (; !next.done && next.value.line <= lastHeader; next = rows.next())
    if (headerLines.includes(next.value.line)) header.push(next.value);
  if (header.length < headerLines.length)
    throw new CommandFailure(
      1,
      `${file}: no row begins on line ${headerLines.find((line) => header.every((row) => row.line !== line))}, where the header should be.`,
      "Correct `header_row` under `file` of the mapping: the line on which the names of the columns stand.",
    );
  const columns = columnNames(header.map(({ cells }) => cells.map(cellOfText)));
  return {
    format: "csv",
    sheet: undefined,
    delimiter,
    headerLine: lastHeader,
    columns,
    total: Math.max(0, lineCount(bytes) - lastHeader),
    rows: rowsAfter(next, rows),
  };
}

function* rowsAfter(first: IteratorResult<DelimitedRow, unknown>, rows: Iterator<DelimitedRow>): Iterable<TableRow> {
  for (let next = first; !next.done; next = rows.next()) {
    const cells = next.value.cells.map(cellOfText);
    if (widthOf(cells) > 0) yield { line: next.value.line, cells };
  }
}

function lineCount(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

function firstLine(file: string, bytes: Buffer, encoding: string | undefined): string {
  for (const piece of decodedPieces(file, bytes, encoding)) return piece.slice(0, piece.indexOf("\n") + 1);
  return "";
}
