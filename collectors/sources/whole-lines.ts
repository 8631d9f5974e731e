/** Lines of a file in one piece. The last of the file may lack its line feed. */
export interface LineBatch {
  bytes: Buffer;
  /** Line of the file with which they begin; the first is 1. */
  firstLine: number;
}

const lineFeed = 0x0a;

/** Cuts the pieces of a file behind the last line feed of each. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LineBatch, void> {
  // Joined when a line ends, not with each piece: a line may have as many bytes as the file.
  let begun: Buffer[] = [];
  let firstLine = 1;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      const bytes = Buffer.concat([...begun, chunk.subarray(0, end)]);
      begun = [];
      yield { bytes, firstLine };
      firstLine += lineFeedsIn(bytes);
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
  }
  if (begun.length > 0) yield { bytes: Buffer.concat(begun), firstLine };
}

function lineFeedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}
