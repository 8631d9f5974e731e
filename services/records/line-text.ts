import { isUtf8 } from "node:buffer";
import { type Finding, finding } from "#schema/rules.ts";

/**
 * The text of one record's line, or the one finding that makes it unreadable.
 *
 * @param recordBytes the most that a record may have
 */
export function lineText(line: Uint8Array, recordBytes: number): { text: string } | { finding: Finding } {
  if (line.length > recordBytes)
    return { finding: finding("record-too-large", [], `expected at most ${recordBytes} bytes, found more`) };
  // Several times as fast as a TextDecoder that is told to be strict.
  if (!isUtf8(line)) return { finding: finding("invalid-utf8", [], "expected UTF-8, found bytes that are not") };
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString();
  return text.trim() === ""
    ? { finding: finding("malformed-json", [], "expected one JSON object, found an empty line") }
    : { text };
}
