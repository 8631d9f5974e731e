import { type Finding, finding } from "#schema/rules.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text of one record's line, or the one finding that makes it unreadable.
 *
 * @param recordBytes the most that a record may have
 */
export function lineText(line: Uint8Array, recordBytes: number): { text: string } | { finding: Finding } {
  if (line.length > recordBytes)
    return { finding: finding("record-too-large", [], `expected at most ${recordBytes} bytes, found more`) };
  let text: string;
  try {
    text = decoder.decode(line);
  } catch {
    return { finding: finding("invalid-utf8", [], "expected UTF-8, found bytes that are not") };
  }
  return text.trim() === ""
    ? { finding: finding("malformed-json", [], "expected one JSON object, found an empty line") }
    : { text };
}
