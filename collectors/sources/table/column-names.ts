import type { Cell } from "./table.ts";

const joint = " / ";

/**
 * The names of a header's columns, one for each: cells of several header rows joined by " / "; a column without a name is
 * `(C)` by its letter, and a name that was there before is followed by ` (2)`, ` (3)` ...
 */
export function columnNames(rows: readonly (readonly Cell[])[]): string[] {
  const width = Math.max(0, ...rows.map(widthOf));
  const counts = new Map<string, number>();
  return Array.from({ length: width }, (_, column) => {
    const parts = rows.map((row) => oneLine(row[column]?.text ?? "")).filter((part) => part !== "");
    // A cell that is merged over the header rows has the same name in each.
    const name = parts.filter((part, index) => part !== parts[index - 1]).join(joint) || `(${columnLetters(column)})`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** How many cells up to the last that is not blank. */
export function widthOf(cells: readonly Cell[]): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1]?.text === "") width -= 1;
  return width;
}

/** A for 0, Z for 25, AA for 26. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(0x41 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Headers are wrapped by hand in many spreadsheets; a mapping names them on one line. */
export const oneLine = (text: string): string => text.normalize("NFC").replace(/[\p{White_Space}\p{Cc}]+/gu, " ");
