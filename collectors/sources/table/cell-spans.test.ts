import fc from "fast-check";
import { expect, test } from "vitest";
import { cellSpans } from "./cell-spans.ts";
import { delimitedRows } from "./delimited-rows.ts";

/** Rows as they are read; undefined when they cannot be. */
function read(text: string, delimiter: string): { line: number; cells: string[] }[] | undefined {
  try {
    return [...delimitedRows("a.csv", [text], delimiter)];
  } catch {
    return undefined;
  }
}

test("cells are placed where they are read, whatever the text", () => {
  let readable = 0;
  const piece = fc.constantFrom('"', '""', '"x"', "a", "é😀", " ", ",", ";", "|", "]", "^", "\t", "\n", "\r", "\r\n");
  const delimiter = fc.constantFrom(",", ";", "\t", "|", " ", "]", "^", "-", "\\");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), delimiter, (pieces, parting) => {
      const text = pieces.join("");
      const rows = read(text, parting);
      if (!rows) return;
      readable += 1;
      const spans = [...cellSpans(text, parting)];
      expect(spans.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.text) }))).toEqual(rows);
      for (const { cells } of spans)
        for (const cell of cells)
          if (!cell.isQuoted) expect(text.slice(cell.from, cell.to)).toBe(cell.text);
          else expect(text.slice(cell.from, cell.to)).toMatch(/^".*" *$/s);
    }),
    { numRuns: 4_000, seed: 6 },
  );
  expect(readable).toBeGreaterThan(1_000);
});
