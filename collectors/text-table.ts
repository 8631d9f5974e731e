/** Rows as lines with aligned columns, two spaces between; the first row is the head. Numbers stand to the right. */
export function textTable(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? groupedDigits(cell) : (cell ?? "-"))));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumeric = widths.map((_, column) =>
    rows.slice(1).every((row) => typeof row[column] === "number" || row[column] === null),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${cells.map(lineOf).join("\n")}\n`;
}

/** 1234567 as 1,234,567; a fraction keeps up to six digits after the point. */
export function groupedDigits(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
}
