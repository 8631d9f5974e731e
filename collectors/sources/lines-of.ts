import type { LineBatch } from "./whole-lines.ts";

/** A line of a file without its line feed. */
export interface Line {
  line: number;
  bytes: Buffer;
}

const lineFeed = 0x0a;

/** Every line of a batch that is not blank, with its number. */
export function* linesOf({ bytes, firstLine }: LineBatch): Generator<Line, void> {
  let line = firstLine;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end < 0 ? bytes.length : end;
    if (!isBlank(bytes, from, to)) yield { line, bytes: bytes.subarray(from, to) };
    from = to + 1;
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
