import { decodedPieces, encodingOf } from "./text-encoding.ts";

/** A text beside the bytes that it was read from. */
export interface WrittenText {
  /** Without its byte order mark. */
  text: string;
  /** The byte order mark; empty when there is none. */
  mark: Buffer;
  /** The bytes of a part of the text, as they were. */
  bytesOf(from: number, to: number): Buffer;
  /** Another text in the same encoding; undefined when that has no letters for it. */
  encoded(text: string): Buffer | undefined;
}

/** Encodings whose characters have one or several bytes, and which Node reads and does not write. */
const manyBytes = new Set(["gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr"]);
const marks = { "utf-8": "efbbbf", "utf-16le": "fffe", "utf-16be": "feff" } as const;

/** A file's text with the way back to bytes; undefined for an encoding that cannot be written. */
export function writtenText(file: string, bytes: Buffer, encoding: string | undefined): WrittenText | undefined {
  const name = new TextDecoder(encoding ?? encodingOf(bytes)).encoding;
  if (manyBytes.has(name)) return undefined;
  const text = [...decodedPieces(file, bytes, encoding)].join("");
  if (name !== "utf-8" && name !== "utf-16le" && name !== "utf-16be") {
    const byteOf = bytesByCharacter(file, name);
    return {
      text,
      mark: Buffer.alloc(0),
      bytesOf: (from, to) => bytes.subarray(from, to),
      encoded: (other) => {
        const found = Array.from(other, (character) => byteOf.get(character));
        return found.every((byte) => byte !== undefined) ? Buffer.from(found) : undefined;
      },
    };
  }
  const mark = Buffer.from(marks[name], "hex");
  const hasMark = bytes.subarray(0, mark.length).equals(mark);
  const start = hasMark ? mark.length : 0;
  const encoded = (other: string): Buffer =>
    name === "utf-8" ? Buffer.from(other) : name === "utf-16le" ? Buffer.from(other, "utf16le") : swapped(other);
  return {
    text,
    mark: bytes.subarray(0, start),
    bytesOf:
      name === "utf-8"
        ? (from, to) => Buffer.from(text.slice(from, to))
        : (from, to) => bytes.subarray(start + 2 * from, start + 2 * to),
    encoded,
  };
}

const swapped = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

/** Of an encoding of one byte a character. */
function bytesByCharacter(file: string, name: string): Map<string, number> {
  const found = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1)
    try {
      const character = [...decodedPieces(file, Buffer.of(byte), name)].join("");
      if (character !== "\uFFFD") found.set(character, byte);
    } catch {
      // Not assigned in this encoding.
    }
  return found;
}
