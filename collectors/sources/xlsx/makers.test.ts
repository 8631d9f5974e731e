import { join } from "node:path";
import { expect, test } from "vitest";
import { openTable } from "../table/open-table.ts";
import type { Cell } from "../table/table.ts";

const folder = join(import.meta.dirname, "../../../test/fixtures/spreadsheets");
const shown = ({ text, date, number, fault }: Cell): string =>
  fault ? `! ${fault.code}` : date === undefined ? (number === undefined ? text : `# ${text}`) : `@ ${text}`;

async function contentOf(name: string) {
  const { columns, rows } = await openTable(join(folder, name), { sheet: "Inventory", headerRow: [2, 3] });
  return { columns, rows: [...rows].map(({ line, cells }) => [line, ...cells.map(shown)]) };
}

const columns = "Ref,Name,Criticality,Stage,Dates / Live,Dates / Reviewed,Users,Regulated,Agency,Capacity,Total".split(
  ",",
);
const uncomputed = ["! formula-not-computed", "! formula-not-computed", "! formula-not-computed"];

test.each([
  ["libreoffice.xlsx", ["# 2400", "# 0", ""]],
  ["libreoffice-1904.xlsx", ["# 2400", "# 0", ""]],
  ["gnumeric.xlsx", ["# 2400", "# 0", ""]],
  ["openpyxl.xlsx", uncomputed],
  ["openpyxl-1904.xlsx", uncomputed],
  ["xlsxwriter.xlsx", uncomputed],
  ["xlsxwriter-1904.xlsx", uncomputed],
])(
  "%s: the same cells whoever wrote it, headers of two rows joined, merged cells repeated, formulas only with a result",
  async (name, [first, second, third]) => {
    const found = await contentOf(name);
    expect(found.columns).toEqual(columns);
    // One maker writes the characters _x000D_ as such, the others as the line end that they stand for.
    const quote = name.startsWith("xlsxwriter") ? '<&> "quoted" _x000D_' : '<&> "quoted"';
    expect(found.rows).toEqual([
      [
        4,
        "0007",
        "Chat bot é",
        "critical",
        "production",
        "@ 2024-02-29",
        "@ 2025-12-31",
        "# 1200",
        "TRUE",
        "nl-tax",
        "# 0.25",
        first,
      ],
      [
        5,
        "# 0008",
        "Line\nbreak",
        "non-critical",
        "pilot",
        "",
        "@ 2026-01-01",
        "# 0",
        "FALSE",
        "nl-tax",
        "# 1",
        second,
      ],
      [7, "A-9", quote, "not-assessed", "planned", "@ 1999-12-31", "", "", "", "nl-customs", "", third],
    ]);
  },
);

test.each([
  ["libreoffice.ods", "OpenDocument"],
  ["libreoffice.xls", "old format"],
])("%s is told by its name and not read", async (name, words) => {
  await expect(contentOf(name)).rejects.toThrow(words);
});
