import type { ZipEntry } from "./zip-entries.ts";
import { attribute } from "./xml-scanner.ts";
import { mostSheetBytes } from "./xml-text.ts";

/** Cells that are shown as one; the value stands in the first. Columns from 0, rows from 1, both ends included. */
export interface MergedRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

const mostRanges = 100_000;

/**
 * The merged ranges of a sheet, by first row. They are written after the rows, so the sheet is gone through once before it
 * is read: only looked at for their mark, which costs a fifth of reading.
 */
export function mergedRanges(entry: ZipEntry): MergedRange[] {
  const ranges: MergedRange[] = [];
  let rest = "";
  for (const piece of entry.pieces(mostSheetBytes)) {
    const text = rest + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString("latin1");
    let from = 0;
    for (let at = text.indexOf("mergeCell "); at >= 0; at = text.indexOf("mergeCell ", from)) {
      const end = text.indexOf(">", at);
      if (end < 0) break;
      from = end;
      // Text of a cell may hold the word; only a tag begins with it.
      if (text[at - 1] !== "<" && text[at - 1] !== ":") continue;
      const range = rangeOf(attribute(text.slice(at + 10, end).replace(/\/$/, ""), "ref") ?? "");
      if (range && ranges.length < mostRanges) ranges.push(range);
    }
    rest = text.slice(Math.max(from, text.length - 200));
  }
  return ranges.sort((left, right) => left.firstRow - right.firstRow);
}

function rangeOf(reference: string): MergedRange | undefined {
  const [first, last] = reference.split(":").map(placeOf);
  if (!first || !last) return undefined;
  return { firstRow: first.row, lastRow: last.row, firstColumn: first.column, lastColumn: last.column };
}

/** Column from 0 and row from 1 of a reference such as `B12`; undefined when it is none. */
export function placeOf(reference: string): { column: number; row: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 0x40;
  }
  const row = Number(reference.slice(at));
  return at === 0 || at > 3 || column > 16_384 || !Number.isInteger(row) || row < 1
    ? undefined
    : { column: column - 1, row };
}
