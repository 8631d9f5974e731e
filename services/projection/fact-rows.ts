import { crc32 } from "node:zlib";
import type { SignedInterval } from "#derivation/signed-difference.ts";
import { createFactBlock } from "./fact-block.ts";
import { digestOfTexts, factText, hashModulus, type RowsDigest } from "./fact-text.ts";

/** Rows of `facts` as the engine takes them, and what it has to answer when it is asked for them. */
export interface FactRows extends RowsDigest {
  /** `insertText` is soonest for a few rows, `insertBlock` costs least for many. */
  form: "text" | "block";
  /** In memory of its own, which may be handed to another thread; those of one form can follow each other. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** A row to be, and whose it is. */
export interface OwnedInterval {
  piece: SignedInterval;
  member: string;
  agency: string;
  workload: string;
}

/** The entry of the ledger that rows follow from. */
export interface EntryStamp {
  /** RFC 3339. */
  known_at: string;
  sequence: number;
}

export type MakeRows = (intervals: readonly OwnedInterval[], entry: EntryStamp) => FactRows;

const encoder = new TextEncoder();

export const textRows: MakeRows = (intervals, { known_at, sequence }) => {
  const texts = intervals.map(({ piece, ...of }) => factText(piece, of));
  const lines = texts.map((text) => `${text}\t${known_at}\t${sequence}\n`).join("");
  return { form: "text", bytes: encoder.encode(lines), ...digestOfTexts(texts) };
};

/** Keeps its memory from call to call. */
export function createBlockRows(): MakeRows {
  const block = createFactBlock();
  return (intervals, { known_at, sequence }) => {
    const at = Date.parse(known_at);
    let row_hash = 0;
    for (const { piece, member, agency, workload } of intervals) {
      // Written out: an object with a number beyond 31 bits is copied twenty times slower than it is made.
      block.add(piece, { member, agency, workload, known_at: at, sequence });
      row_hash += crc32(factText(piece, { member, agency, workload }));
    }
    return { form: "block", bytes: block.take(), row_count: intervals.length, row_hash: row_hash % hashModulus };
  };
}
