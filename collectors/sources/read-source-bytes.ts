import { sourceChunks } from "./source-chunks.ts";

/** The bytes of a source file, uncompressed; throws when there is nothing whole to read. */
export async function readSourceBytes(file: string, reading: { isUtf16Allowed?: boolean } = {}): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of sourceChunks(file, reading)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
