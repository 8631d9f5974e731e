import { trimmed } from "../trimmed.ts";
import { type Cell, blankCell } from "./table.ts";

/** A text as a cell, trimmed of Unicode white space. */
export function cellOfText(text: string): Cell {
  const plain = isPlainAt(text, 0) && isPlainAt(text, text.length - 1) ? text : trimmed(text);
  return plain === "" ? blankCell : { text: plain };
}

/** Whether a character is neither white space nor one of those that have to be looked up. */
function isPlainAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code > 0x20 && code < 0x7f;
}
