import { type FileHandle, rm } from "node:fs/promises";
import { createValueValidator } from "#records/record-validator.ts";
import { CommandFailure } from "../command-failure.ts";
import { openMapped } from "../mapping/mapped-records.ts";
import { readSourceBytes } from "../sources/read-source-bytes.ts";
import { trimmed } from "../sources/trimmed.ts";
import { type CellSpan, cellSpans } from "../sources/table/cell-spans.ts";
import { writtenText } from "../sources/table/written-text.ts";
import { createTarget } from "./create-target.ts";
import type { Change } from "./fix-line.ts";
import { fixRow } from "./fix-row.ts";
import { mappedPlaces } from "./mapped-places.ts";

/** Of what is written at once: two for each cell that was mended. */
const piecesTogether = 2_000;

/**
 * Writes a CSV file once more with the cells mended that can be mended in one way only; every other byte stays. Nothing is
 * written, and no change given, when there is no such cell.
 */
export async function fixTable(
  { file, mapping, agency }: { file: string; mapping: string; agency?: string },
  target: string,
): Promise<Change[]> {
  const mapped = await openMapped(file, mapping);
  const bytes = await readSourceBytes(file, { isUtf16Allowed: true });
  const written = writtenText(file, bytes, mapped.mapping.file.encoding);
  if (!written)
    throw new CommandFailure(
      2,
      `--fix cannot write ${file} in the encoding ${mapped.mapping.file.encoding}.`,
      "Save it as CSV UTF-8, leave `encoding` out of the mapping, and try again.",
    );
  const { table } = mapped;
  const delimiter = table.delimiter ?? ",";
  const places = mappedPlaces(mapped.compiled);
  const changes: Change[] = [];
  const context = { validate: createValueValidator(), canWrite: (text: string) => written.encoded(text) !== undefined };
  let pieces: Buffer[] = [written.mark];
  let output: FileHandle | undefined;
  const write = async (): Promise<FileHandle> => {
    output ??= await createTarget(target);
    await output.writeFile(Buffer.concat(pieces));
    pieces = [];
    return output;
  };
  let done = 0;
  try {
    for (const { line, cells } of cellSpans(written.text, delimiter)) {
      if (line <= table.headerLine) continue;
      if (!mapped.isWanted((at) => trimmed(cells[at]?.text ?? ""))) continue;
      const row = { line, texts: cells.map(({ text }) => text) };
      for (const change of fixRow(mapped, places, row, context)) {
        const cell = cells[change.at];
        const isOthers = agency !== undefined && change.agency !== undefined && change.agency !== agency;
        if (!cell || isOthers) continue;
        const { at, after, ...rest } = change;
        const replaced = written.encoded(cellText(after, cell, delimiter)) ?? Buffer.alloc(0);
        pieces.push(written.bytesOf(done, cell.from), replaced);
        done = cell.to;
        changes.push({ ...rest, line, column: null, columnName: table.columns[at], before: cell.text, after });
      }
      if (pieces.length > piecesTogether) await write();
    }
    if (changes.length === 0) return [];
    pieces.push(written.bytesOf(done, written.text.length));
    await (await write()).close();
  } catch (error) {
    if (!output) throw error;
    await output.close();
    await rm(target, { force: true });
    throw error;
  }
  return changes;
}

/** In quotation marks where the cell was, or where it has to be. */
function cellText(text: string, { isQuoted }: CellSpan, delimiter: string): string {
  const isPlain = !isQuoted && !text.startsWith('"') && !/[\r\n]/.test(text) && !text.includes(delimiter);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
