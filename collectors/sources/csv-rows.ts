import { CsvError, parse } from "csv-parse/sync";
import { CommandFailure } from "../command-failure.ts";
import { trimmed } from "./trimmed.ts";

export interface CsvRow {
  /** Physical line on which the record begins; the header is 1. */
  line: number;
  /** Trimmed of Unicode white space. */
  cells: string[];
}

const lineFeed = 0x0a;

/** The records of a CSV text, the header first. Lines end in LF or CRLF; cells in quotation marks may span lines. */
export function csvRows(file: string, text: string): CsvRow[] {
  const bytes = Buffer.from(text);
  const rows: CsvRow[] = [];
  let from = 0;
  let line = 1;
  try {
    parse(bytes, {
      info: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n"],
      on_record: (entry) => {
        const { record, info } = entry as unknown as { record: string[]; info: { bytes: number } };
        if (record.length > 1 || record[0] !== "") rows.push({ line, cells: record.map(trimmed) });
        // The parser's own count of lines is wrong where line ends of both kinds occur in one file.
        for (; from < info.bytes; from += 1) if (bytes[from] === lineFeed) line += 1;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(file, error.code, line);
  }
  return rows;
}

function unreadable(file: string, code: string, line: number): CommandFailure {
  const at = `${file}, record that begins on line ${line}`;
  if (code === "CSV_QUOTE_NOT_CLOSED")
    return new CommandFailure(
      1,
      `${at}: a quotation mark is opened and never closed, so the file may be cut.`,
      "Export the file again, or close the quotation mark.",
      line,
    );
  return new CommandFailure(
    1,
    `${at}: quotation marks are not used as CSV wants them (${code}).`,
    'Put the whole cell between quotation marks and write each one inside it twice ("").',
    line,
  );
}
