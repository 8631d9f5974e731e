import type { CommandIo } from "./command-io.ts";
import { paintFor } from "./paint.ts";

type Cell = string | number | null;

/** How a table is shown: in how many characters, and whether its head stands out. Without either it is as wide as it has to be. */
export interface TableLook {
  columns?: number;
  isColoured?: boolean;
}

/** The look of tables on standard output: they fit where a person reads, and keep to a line a row where a program does. */
export const lookOn = ({ outColumns, colours }: Pick<CommandIo, "outColumns" | "colours">): TableLook => ({
  columns: outColumns,
  isColoured: colours?.out,
});

const gap = 2;
const narrowestText = 8;

/**
 * Rows as lines with aligned columns, two spaces between; the first row is the head. Numbers stand to the right. A table that is
 * wider than the look allows has its longest texts broken into several lines, so that nothing is lost.
 */
export function textTable(rows: readonly (readonly Cell[])[], { columns, isColoured }: TableLook = {}): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? groupedDigits(cell) : (cell ?? "-"))));
  const natural = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumeric = natural.map((_, column) =>
    rows.slice(1).every((row) => typeof row[column] === "number" || row[column] === null),
  );
  const widths = columns === undefined ? natural : fitted(natural, isNumeric, columns);
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join(" ".repeat(gap))
      .trimEnd();
  const linesOf = (row: readonly string[]): string[] => {
    const broken = row.map((cell, column) => brokenAt(cell, widths[column] ?? 0));
    const height = Math.max(1, ...broken.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => lineOf(broken.map((parts) => parts[line] ?? "")));
  };
  const { bold } = paintFor(isColoured);
  const [head = [], ...body] = cells;
  return `${[...linesOf(head).map(bold), ...body.flatMap(linesOf)].join("\n")}\n`;
}

/** Takes from the widest columns of text until all fit, or until none may be narrower. */
function fitted(natural: readonly number[], isNumeric: readonly boolean[], columns: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width + gap, -gap) - columns;
  for (; excess > 0; excess -= 1) {
    const texts = widths.map((width, column) => (isNumeric[column] ? 0 : width));
    const widest = texts.indexOf(Math.max(...texts));
    const width = widths[widest] ?? 0;
    if ((texts[widest] ?? 0) <= narrowestText) break;
    widths[widest] = width - 1;
  }
  return widths;
}

/** At spaces where there are some, within a word where it is longer than a line. */
function brokenAt(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

/** 1234567 as 1,234,567; a fraction keeps up to six digits after the point. */
export function groupedDigits(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
}
