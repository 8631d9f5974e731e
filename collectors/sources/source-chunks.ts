import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CommandFailure } from "../command-failure.ts";

/** The most a push may have uncompressed; a server may allow less. */
const mostBytes = 256 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** The bytes of a source file in pieces, uncompressed, so that no file is in memory as a whole; throws when they end badly. */
export async function* sourceChunks(
  file: string,
  { isUtf16Allowed = false }: { isUtf16Allowed?: boolean } = {},
): AsyncGenerator<Buffer, void> {
  let bytes = 0;
  let isBlank = true;
  let isFirst = true;
  for await (const chunk of uncompressed(file)) {
    if (isFirst && !isUtf16Allowed && isUtf16(chunk))
      throw new CommandFailure(
        1,
        `${file} is encoded as UTF-16.`,
        "Save it as UTF-8 (in a spreadsheet program: CSV UTF-8) and try again.",
      );
    isFirst = false;
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw new CommandFailure(
        1,
        `${file} has more than 256 MiB uncompressed.`,
        "Split it by agency; a push may not be larger.",
      );
    isBlank &&= chunk.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
    yield chunk;
  }
  if (isBlank)
    throw new CommandFailure(
      1,
      `${file} is empty.`,
      "Export the inventory again; to state that there is no workload at all, send a header line with records 0.",
    );
}

async function* uncompressed(file: string): AsyncGenerator<Buffer, void> {
  const raw = createReadStream(file, { highWaterMark: chunkBytes });
  try {
    const pieces = raw.iterator() as AsyncIterableIterator<Buffer>;
    const first = await pieces.next().catch((error: unknown) => {
      throw new CommandFailure(
        2,
        `${file} cannot be opened: ${reasonOf(error)}`,
        "Check the path and the permissions.",
      );
    });
    if (first.done) return;
    const chunks = afterFirst(first.value, pieces);
    yield* first.value[0] === 0x1f && first.value[1] === 0x8b ? inflated(file, chunks) : chunks;
  } finally {
    raw.destroy();
  }
}

async function* afterFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* rest;
}

async function* inflated(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // Its failure is told by whoever reads from it.
  pipeline(Readable.from(chunks), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "Z_BUF_ERROR")
      throw new CommandFailure(
        1,
        `${file} is cut: the gzip data ends before its end mark.`,
        "Copy or compress the file again; nothing of it was used.",
      );
    throw new CommandFailure(
      1,
      `${file} is not whole gzip data: ${reasonOf(error)}.`,
      "Compress the file again; nothing of it was used.",
    );
  }
}

const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known: Record<string, string> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "permission is missing",
  };
  return known[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
}
