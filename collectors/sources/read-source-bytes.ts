import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { CommandFailure } from "../command-failure.ts";

/** The most a push may have uncompressed; a server may allow less. */
const mostBytes = 256 * 1024 * 1024;
const inflate = promisify(gunzip);

/** The bytes of a source file, uncompressed; throws when there is nothing whole to read. */
export async function readSourceBytes(file: string): Promise<Buffer> {
  const raw = await readFile(file).catch((error: unknown) => {
    throw new CommandFailure(2, `${file} cannot be opened: ${reasonOf(error)}`, "Check the path and the permissions.");
  });
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? await uncompressed(file, raw) : raw;
  if (bytes.length > mostBytes) throw tooLarge(file);
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    throw new CommandFailure(
      1,
      `${file} is empty.`,
      "Export the inventory again; to state that there is no workload at all, send a header line with records 0.",
    );
  if (isUtf16(bytes))
    throw new CommandFailure(
      1,
      `${file} is encoded as UTF-16.`,
      "Save it as UTF-8 (in a spreadsheet program: CSV UTF-8) and try again.",
    );
  return bytes;
}

async function uncompressed(file: string, raw: Buffer): Promise<Buffer> {
  return inflate(raw, { maxOutputLength: mostBytes }).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(file);
    if (code === "Z_BUF_ERROR")
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
  });
}

const tooLarge = (file: string): CommandFailure =>
  new CommandFailure(1, `${file} has more than 256 MiB uncompressed.`, "Split it by agency; a push may not be larger.");

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
