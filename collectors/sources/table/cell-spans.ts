/** A cell where it stands in a text, with its quotation marks. */
export interface CellSpan {
  from: number;
  /** Behind its last character. */
  to: number;
  isQuoted: boolean;
  /** As it reads, white space included. */
  text: string;
}

export interface SpannedRow {
  /** Physical line on which the row begins; the first of the file is 1. */
  line: number;
  cells: CellSpan[];
}

/**
 * Rows of a delimited text as `delimitedRows` reads them, with the places of their cells. It is for texts that were read
 * before: what cannot be read is not told here.
 */
export function* cellSpans(text: string, delimiter: string): Generator<SpannedRow, void> {
  const parting = delimiter.replace(/[\\\]^-]/, String.raw`\$&`);
  // Where a blank parts the cells there is none behind a closing quotation mark.
  const blanks = delimiter === " " ? "" : " *";
  const pattern = new RegExp(`("[^"]*"(?:${blanks}"[^"]*")*)${blanks}|[^${parting}\\r\\n]*`, "y");
  let line = 1;
  let row: SpannedRow = { line, cells: [] };
  for (let at = 0; ;) {
    pattern.lastIndex = at;
    const [whole = "", quoted] = pattern.exec(text) ?? [];
    const to = at + whole.length;
    row.cells.push({
      from: at,
      to,
      isQuoted: quoted !== undefined,
      text: quoted === undefined ? whole : inner(quoted),
    });
    if (quoted !== undefined) line += quoted.match(/\r\n|\r|\n/g)?.length ?? 0;
    at = to + 1;
    if (text[to] === delimiter) continue;
    const [only] = row.cells;
    if (row.cells.length > 1 || only?.text !== "" || only.isQuoted) yield row;
    if (to >= text.length) return;
    if (text.startsWith("\r\n", to)) at += 1;
    line += 1;
    row = { line, cells: [] };
  }
}

const inner = (quoted: string): string => quoted.slice(1, -1).replace(/" *"/g, '"');
