import { CommandFailure } from "../command-failure.ts";

/** A whole file as UTF-8, without a byte order mark; throws with the line of the first byte that is none. */
export function decodeUtf8(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const line = firstBrokenLine(bytes);
    throw new CommandFailure(
      1,
      `${file}, line ${line}: the encoding is not UTF-8, which this format needs.`,
      "Save the file as UTF-8 (in a spreadsheet program: CSV UTF-8) and try again.",
      line,
    );
  }
}

/** Line ends never occur inside a character of UTF-8, so lines can be judged one by one. */
function firstBrokenLine(bytes: Buffer): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to + 1;
  }
  return line;
}
