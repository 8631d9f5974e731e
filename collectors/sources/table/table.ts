/** One cell of a table, as a person sees it and, where the file says more, as what it is. */
export interface Cell {
  /** Without white space at either end; empty for a blank cell. */
  text: string;
  /** Given when the spreadsheet holds a number here. */
  number?: number;
  /** `YYYY-MM-DD`, when the spreadsheet holds a date here. */
  date?: string;
  /** Why the cell cannot be used, in the words that follow "expected". */
  fault?: CellFault;
}

export interface CellFault {
  code: "cell-error" | "formula-not-computed" | "date-unreadable";
  message: string;
}

export const blankCell: Cell = { text: "" };

export interface TableRow {
  /** Physical line of a text file on which the row begins, or the row's number in the sheet; the first is 1. */
  line: number;
  /** May be shorter than the header when the last cells are blank in a sheet. */
  cells: readonly Cell[];
}

/** A table of any format, opened: its header is read, its rows are read while they are asked for. */
export interface Table {
  format: "csv" | "xlsx";
  /** Name of the sheet, for XLSX. */
  sheet: string | undefined;
  /** What parts the cells, for CSV. */
  delimiter?: string;
  /** Line of the last header row. */
  headerLine: number;
  /** One name a column, each once: see `columnNames`. */
  columns: readonly string[];
  /** About how many rows follow; for progress only. */
  total: number;
  rows: Iterable<TableRow>;
}

/** Where a table is in its file and how it is written; what is not given is found out or has a default. */
export interface TableOptions {
  format?: "csv" | "xlsx";
  /** Of CSV: a name of the WHATWG Encoding Standard, such as `utf-8`, `utf-16le` or `windows-1252`. */
  encoding?: string;
  /** Of CSV, one character. */
  delimiter?: string;
  /** Of XLSX. */
  sheet?: string;
  /** Row or rows of the header, the first is 1; names of several rows are joined by " / ". */
  headerRow?: number | readonly number[];
}
