import { CommandFailure } from "../../command-failure.ts";

export interface DelimitedRow {
  /** Physical line on which the row begins; the first of the file is 1. */
  line: number;
  cells: string[];
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A cell of more characters is a quotation mark that was never closed, not something that was meant. */
const longestCell = 1_048_576;

/**
 * Rows of a text whose cells are parted by one character. Lines end in LF, CRLF or CR; cells in quotation marks may span
 * lines and hold doubled quotation marks; a mark within a cell that does not begin with one is that character.
 * Empty lines are left out.
 */
export function* delimitedRows(file: string, pieces: Iterable<string>, delimiter: string): Generator<DelimitedRow> {
  const parting = delimiter.charCodeAt(0);
  let cells: string[] = [];
  let cell = "";
  let state = "start" as "start" | "plain" | "quoted" | "closed";
  let line = 1;
  let rowLine = 1;
  let isAfterReturn = false;
  const unreadable = (problem: string, remedy: string): CommandFailure =>
    new CommandFailure(1, `${file}, row that begins on line ${rowLine}: ${problem}.`, remedy, rowLine);

  for (const piece of pieces) {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (isAfterReturn) {
        isAfterReturn = false;
        if (code === lineFeed) {
          // The line feed of a CRLF: the line was counted at the CR.
          if (state !== "quoted") from = at + 1;
          continue;
        }
      }
      if (state === "quoted") {
        if (code === quote) {
          cell += piece.slice(from, at);
          state = "closed";
        } else if (code === lineFeed || code === carriageReturn) {
          line += 1;
          isAfterReturn = code === carriageReturn;
        }
        continue;
      }
      if (code === quote) {
        if (state === "plain") continue;
        if (state === "closed") cell += '"';
        state = "quoted";
        from = at + 1;
        continue;
      }
      const isEnd = code === lineFeed || code === carriageReturn;
      if (code !== parting && !isEnd) {
        if (state === "closed") {
          if (code === 0x20) continue;
          throw unreadable(
            "a quoted cell goes on after its closing quotation mark",
            'Write each quotation mark inside a quoted cell twice (""), or correct `delimiter` in the mapping.',
          );
        }
        if (state === "start") {
          state = "plain";
          from = at;
        }
        continue;
      }
      if (state === "plain") cell += piece.slice(from, at);
      cells.push(cell);
      cell = "";
      from = at + 1;
      const wasQuoted = state === "closed";
      state = "start";
      if (!isEnd) continue;
      if (cells.length > 1 || cells[0] !== "" || wasQuoted) yield { line: rowLine, cells };
      cells = [];
      line += 1;
      rowLine = line;
      isAfterReturn = code === carriageReturn;
    }
    if (state === "plain" || state === "quoted") cell += piece.slice(from);
    if (cell.length > longestCell)
      throw unreadable(
        "a cell has more than a million characters, so a quotation mark is probably never closed",
        "Close the quotation mark, or export the file again.",
      );
  }
  if (state === "quoted")
    throw unreadable(
      "a quotation mark is opened and never closed, so the file may be cut",
      "Export the file again, or close the quotation mark.",
    );
  if (state === "start" && cells.length === 0) return;
  cells.push(cell);
  yield { line: rowLine, cells };
}
