import { Inflate } from "fflate";
import { CommandFailure } from "../../command-failure.ts";

/** One file of a ZIP archive. */
export interface ZipEntry {
  name: string;
  /** As it lies in the archive, by the method of `isDeflated`. */
  raw: Uint8Array;
  isDeflated: boolean;
  /** Bytes in pieces while they are asked for; throws above `mostBytes` or when the data is damaged. */
  pieces(mostBytes: number): Iterable<Uint8Array>;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endLength = 22;
/** A ZIP archive's comment has at most so many bytes. */
const longestComment = 65_535;
const mostEntries = 10_000;
/** Deflate can make a thousand times as much of it, and that much is in memory at once. */
const pieceBytes = 4_096;
const remedy = "Save the file again in a spreadsheet program; nothing of it was used.";

/**
 * The files of a ZIP archive by name, from its central directory, as APPNOTE 6.3 has it: stored or deflated, no encryption,
 * no parts. What is not needed for spreadsheets (archives above 4 GiB) is refused.
 */
export function zipEntries(file: string, bytes: Buffer): Map<string, ZipEntry> {
  const damaged = (reason: string): CommandFailure =>
    new CommandFailure(1, `${file} is not a whole spreadsheet: ${reason}.`, remedy);
  const end = endOf(bytes);
  if (end === undefined) throw damaged("the end of the archive is missing, so the file may be cut");
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw damaged(`it says that it holds ${count} files`);
  const entries = new Map<string, ZipEntry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== entryMark) throw damaged("its directory is damaged");
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const compressed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if ((flags & 1) !== 0) throw damaged("it is encrypted");
    if (method !== 0 && method !== 8)
      throw damaged(`${name} is compressed by method ${method}, which is not supported`);
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localMark)
      throw damaged(`${name} is not where it should be`);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (from + compressed > bytes.length) throw damaged(`${name} is cut`);
    const raw = bytes.subarray(from, from + compressed);
    entries.set(name, {
      name,
      raw,
      isDeflated: method === 8,
      pieces: (mostBytes) =>
        limited(file, name, method === 0 ? [raw] : inflated(raw, () => damaged(`${name} is damaged`)), mostBytes),
    });
  }
  return entries;
}

function endOf(bytes: Buffer): number | undefined {
  for (let at = bytes.length - endLength; at >= Math.max(0, bytes.length - endLength - longestComment); at -= 1)
    if (bytes.readUInt32LE(at) === endMark) return at;
  return undefined;
}

/** Inflates as far as is asked for, so that memory does not depend on what the archive says that it holds. */
function* inflated(raw: Uint8Array, damaged: () => CommandFailure): Iterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  let isEnded = false;
  const inflate = new Inflate((piece, isLast) => {
    ready.push(piece);
    isEnded ||= isLast;
  });
  for (let from = 0; from < raw.length; from += pieceBytes) {
    try {
      inflate.push(raw.subarray(from, from + pieceBytes), from + pieceBytes >= raw.length);
    } catch {
      throw damaged();
    }
    yield* ready.splice(0);
  }
  if (!isEnded) throw damaged();
}

function* limited(file: string, name: string, pieces: Iterable<Uint8Array>, mostBytes: number): Iterable<Uint8Array> {
  let total = 0;
  for (const piece of pieces) {
    total += piece.length;
    if (total > mostBytes)
      throw new CommandFailure(
        1,
        `${file} holds more than ${mostBytes / 1_048_576} MiB in ${name}, which no inventory needs.`,
        "Copy the rows of the inventory into a new file, or save the sheet as CSV UTF-8.",
      );
    yield piece;
  }
}
