import type { Cell, Table } from "../../sources/table/table.ts";
import { type DateFormat, dateFormats, readDate } from "../date-formats.ts";
import { type NumberFormat, numberFormats, readNumber } from "../number-formats.ts";
import { nameless } from "./known-words.ts";

/** What the cells of one column have in common. */
export interface ColumnProfile {
  name: string;
  rows: number;
  blanks: number;
  faults: number;
  /** How often each value occurs, in the order of the file; empty once there are more than `mostValues`. */
  values: ReadonlyMap<string, number>;
  hasManyValues: boolean;
  /** How often each value occurs that names no supplier, however many others there are. */
  nameless: ReadonlyMap<string, number>;
  /** No value twice, none blank. */
  isUnique: boolean;
  /** Cells that are dates of the spreadsheet itself. */
  dates: number;
  /** How many cells each format reads. */
  dateFits: ReadonlyMap<DateFormat, number>;
  numberFits: ReadonlyMap<NumberFormat, number>;
  samples: readonly string[];
}

export const mostValues = 60;
const mostDistinct = 200_000;
const sampleCount = 3;
const longestNameless = 30;
/** A number alone is a day of a spreadsheet or a year only if somebody says so. */
const looseFormats = new Set<DateFormat>(["serial", "YYYY"]);

interface Counting {
  seen: Set<string>;
  hasRepeat: boolean;
  values: Map<string, number>;
  nameless: Map<string, number>;
  blanks: number;
  faults: number;
  dates: number;
  dateFits: Map<DateFormat, number>;
  numberFits: Map<NumberFormat, number>;
  samples: string[];
}

/** Looks at every cell of a table once. */
export function profileColumns({ columns, rows }: Pick<Table, "columns" | "rows">): ColumnProfile[] {
  const counting = columns.map((): Counting => ({
    seen: new Set(),
    hasRepeat: false,
    values: new Map(),
    nameless: new Map(),
    blanks: 0,
    faults: 0,
    dates: 0,
    dateFits: new Map(),
    numberFits: new Map(),
    samples: [],
  }));
  let count = 0;
  for (const { cells } of rows) {
    count += 1;
    for (const [at, column] of counting.entries()) countCell(column, cells[at]);
  }
  return counting.map((column, at) => ({
    ...column,
    name: columns[at] ?? "",
    rows: count,
    values: column.values.size > mostValues ? new Map() : column.values,
    hasManyValues: column.values.size > mostValues,
    isUnique: count > 0 && !column.hasRepeat && column.blanks === 0,
  }));
}

function countCell(column: Counting, cell: Cell | undefined): void {
  if (!cell || (cell.text === "" && !cell.fault)) {
    column.blanks += 1;
    return;
  }
  if (cell.fault) column.faults += 1;
  const text = cell.text.normalize("NFC");
  if (column.seen.has(text)) column.hasRepeat = true;
  else {
    if (column.samples.length < sampleCount) column.samples.push(text);
    if (column.seen.size < mostDistinct) column.seen.add(text);
    countFits(column, cell, text);
  }
  if (column.nameless.has(text) || (text.length <= longestNameless && nameless(text) !== undefined))
    column.nameless.set(text, (column.nameless.get(text) ?? 0) + 1);
  if (column.values.size <= mostValues) column.values.set(text, (column.values.get(text) ?? 0) + 1);
}

/** Formats are tried on each different value once; how many values they read is what matters. */
function countFits(column: Counting, cell: Cell, text: string): void {
  if (cell.date !== undefined) column.dates += 1;
  if (text.length > 40) return;
  for (const format of dateFormats)
    if (!looseFormats.has(format) && readDate(text, [format]))
      column.dateFits.set(format, (column.dateFits.get(format) ?? 0) + 1);
  for (const format of numberFormats)
    if (cell.number !== undefined || readNumber(text, format) !== undefined)
      column.numberFits.set(format, (column.numberFits.get(format) ?? 0) + 1);
}

/** How many different values there are, as far as they were counted. */
export const distinctCount = ({ values, hasManyValues }: ColumnProfile): number =>
  hasManyValues ? Number.POSITIVE_INFINITY : values.size;
