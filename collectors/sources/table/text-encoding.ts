import { CommandFailure } from "../../command-failure.ts";
import { decodeUtf8 } from "../decode-utf8.ts";
import { decodeWindows1252 } from "../windows-1252.ts";

type Decoder = InstanceType<typeof TextDecoder>;

const pieceBytes = 16_384;
/** By the WHATWG Encoding Standard all of these are Windows-1252. */
const latinNames = new Set(["windows-1252", "iso-8859-1", "latin1", "cp1252", "ascii", "us-ascii"]);

/** The encoding that a byte order mark names, or that a text without one is written in; undefined when it is not UTF-8. */
export function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 1_000);
  // Text of Latin letters has a zero in every second byte of UTF-16 and nowhere in any other encoding.
  const zeros = (offset: number): number => start.filter((byte, at) => at % 2 === offset && byte === 0).length;
  if (zeros(1) > start.length / 4) return "utf-16le";
  if (zeros(0) > start.length / 4) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return undefined;
  }
}

/** A file's text in pieces, without its byte order mark; throws when the bytes are not of the encoding. */
export function decodedPieces(file: string, bytes: Buffer, encoding: string | undefined): Iterable<string> {
  const name = (encoding ?? encodingOf(bytes))?.toLowerCase();
  if (name === undefined)
    throw new CommandFailure(
      1,
      `${file} is not UTF-8, and the mapping does not say how its letters are written.`,
      "Add `encoding` under `file` of the mapping: windows-1252 for most files of Western Europe, or save the file as CSV UTF-8.",
    );
  if (latinNames.has(name)) return latinPieces(bytes);
  const decoder = decoderOf(name);
  if (decoder.encoding === "utf-8") decodeUtf8(file, bytes); // names the line of the first byte that is none
  return otherPieces(file, bytes, decoder);
}

/** Whether the name is one of the WHATWG Encoding Standard that this Node can decode. */
export function isEncoding(name: string): boolean {
  if (latinNames.has(name.toLowerCase())) return true;
  try {
    decoderOf(name);
    return true;
  } catch {
    return false;
  }
}

const decoderOf = (name: string): Decoder => new TextDecoder(name, { fatal: true });

function* latinPieces(bytes: Buffer): Iterable<string> {
  for (let from = 0; from < bytes.length; from += pieceBytes)
    yield decodeWindows1252(bytes.subarray(from, from + pieceBytes));
}

function* otherPieces(file: string, bytes: Buffer, decoder: Decoder): Iterable<string> {
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const isLast = from + pieceBytes >= bytes.length;
    try {
      yield decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: !isLast });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new CommandFailure(
        1,
        `${file} has bytes that are none of ${decoder.encoding}, somewhere in bytes ${from} to ${from + pieceBytes}.`,
        "Correct `encoding` under `file` of the mapping, or save the file as CSV UTF-8.",
      );
    }
  }
}
