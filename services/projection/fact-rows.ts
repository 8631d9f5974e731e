import { digestOfTexts, type RowsDigest } from "./fact-text.ts";

/** Rows of `facts` as the engine takes them, and what it has to answer when it is asked for them. */
export interface FactRows extends RowsDigest {
  /** Lines in memory of its own, which may be handed to another thread. */
  text: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** @param known `known_at` and `sequence`, the last columns of every row */
export function factRows(texts: readonly string[], known: string): FactRows {
  const lines = texts.map((text) => `${text}\t${known}\n`).join("");
  return { text: encoder.encode(lines), ...digestOfTexts(texts) };
}
