import { CommandFailure } from "../../command-failure.ts";
import { createXmlScanner, XmlError, type XmlHandler } from "./xml-scanner.ts";
import type { ZipEntry } from "./zip-entries.ts";

type Decoder = InstanceType<typeof TextDecoder>;

const mebibyte = 1_048_576;
/** Directories, styles: small in every spreadsheet. */
export const mostPartBytes = 64 * mebibyte;
/** A sheet of a million rows has about as much; it is read in pieces. */
export const mostSheetBytes = 2_048 * mebibyte;
/** Texts of cells are kept once each while the sheet is read. */
export const mostTextBytes = 256 * mebibyte;

/** Reads one XML file of a spreadsheet as it is inflated; yields after each piece, so that the caller takes what came. */
export function* scannedPieces(file: string, entry: ZipEntry, mostBytes: number, handler: XmlHandler): Iterable<void> {
  const scanner = createXmlScanner(handler);
  let decoder: Decoder | undefined;
  try {
    for (const piece of entry.pieces(mostBytes)) {
      decoder ??= decoderOf(piece);
      scanner.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    scanner.write(decoder?.decode() ?? "");
    scanner.end();
    yield;
  } catch (error) {
    if (!(error instanceof XmlError || error instanceof TypeError)) throw error;
    throw new CommandFailure(
      1,
      `${file} is not a whole spreadsheet: ${entry.name} cannot be read (${error.message}).`,
      "Open it in a spreadsheet program and save it again as XLSX; nothing of it was used.",
    );
  }
}

/** Reads one XML file of a spreadsheet as a whole. */
export function scanWhole(file: string, entry: ZipEntry, mostBytes: number, handler: XmlHandler): void {
  const pieces = scannedPieces(file, entry, mostBytes, handler)[Symbol.iterator]();
  while (!pieces.next().done);
}

function decoderOf(start: Uint8Array): Decoder {
  const isBigEndian = (start[0] === 0xfe && start[1] === 0xff) || (start[0] === 0 && start[1] === 0x3c);
  const isLittleEndian = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0x3c && start[1] === 0);
  return new TextDecoder(isBigEndian ? "utf-16be" : isLittleEndian ? "utf-16le" : "utf-8", { fatal: true });
}
