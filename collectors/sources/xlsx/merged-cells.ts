import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
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
const pieceBytes = 262_144;

/**
 * The merged ranges of a sheet, by first row. They are written after the rows, so the sheet is gone through once before it
 * is read: only looked at for their mark, by Node's own inflater, which costs a tenth of reading.
 */
export async function mergedRanges(entry: ZipEntry): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let rest = "";
  for await (const piece of inflatedPieces(entry)) {
    const text = rest + piece.toString("latin1");
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

/** What is damaged or too large is told when the rows are read. */
async function* inflatedPieces({ raw, isDeflated }: ZipEntry): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  let total = 0;
  try {
    for await (const piece of isDeflated ? Readable.from(slices(raw)).pipe(inflate) : slices(raw)) {
      yield piece as Buffer;
      total += (piece as Buffer).length;
      if (total > mostSheetBytes) return;
    }
  } catch (error) {
    if (!(error instanceof Error && "errno" in error)) throw error;
  } finally {
    inflate.destroy();
  }
}

function* slices(raw: Uint8Array): Iterable<Buffer> {
  for (let from = 0; from < raw.length; from += pieceBytes) yield Buffer.from(raw.subarray(from, from + pieceBytes));
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
