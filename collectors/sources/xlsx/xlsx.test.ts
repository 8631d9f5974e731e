import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../../testing/command-world.ts";
import { type TestCell, type TestWorkbook, writeXlsx } from "../../testing/write-xlsx.ts";
import { openTable } from "../table/open-table.ts";
import type { TableOptions } from "../table/table.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

const saved = (bytes: Uint8Array): string => {
  const file = join(world.folder, "a.xlsx");
  writeFileSync(file, bytes);
  return file;
};
async function rowsOf(workbook: TestWorkbook, options: TableOptions = {}) {
  const { columns, rows } = await openTable(saved(writeXlsx(workbook)), options);
  return { columns, rows: [...rows] };
}
const cellsOf = async (cells: readonly TestCell[], more: Partial<TestWorkbook> = {}) => {
  const { rows } = await rowsOf({ rows: [cells.map((_, at) => `c${at}`), cells], ...more });
  return rows[0]?.cells;
};

test("what makers write of a text is that text: shared, inline, formatted, with a reading aid, escaped, of a formula", async () => {
  const rich =
    '<c t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and not</t></r><rPh sb="0" eb="1"><t>READ</t></rPh></is></c>';
  const cells = await cellsOf([
    "a & <b> 'c'",
    { xml: rich },
    { xml: '<c t="inlineStr"><is><t>x_x0041_y_x005F_x0041_</t></is></c>' },
    { xml: '<c t="str"><f>A1&amp;"x"</f><v>made</v></c>' },
    { xml: "<c t='inlineStr'><is><t><![CDATA[<cdata>]]><!-- no --></t></is></c>" },
  ]);
  expect(cells?.map(({ text }) => text)).toEqual(["a & <b> 'c'", "bold and not", "xAy_x0041_", "made", "<cdata>"]);
});

test("dates of both systems, dates as text, times, numbers, truth, errors and formulas without a result", async () => {
  const at = (xml: string): TestCell => ({ xml });
  const cells: TestCell[] = [
    { date: "2024-02-29" },
    at('<c t="d" s="1"><v>2024-02-29T00:00:00</v></c>'),
    at('<c s="1"><v>45350.9999999</v></c>'),
    at('<c s="1"><v>0.5</v></c>'),
    at('<c s="2"><v>0.5</v></c>'),
    at("<c><v>1E-3</v></c>"),
    at("<c><v>12345678901234567890</v></c>"),
    true,
    at('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    at("<c><f>A1</f></c>"),
    at("<c><f>A1</f><v/></c>"),
    at('<c t="str"><f>""</f><v></v></c>'),
    at("<c/>"),
  ];
  const found = (await cellsOf(cells))?.map(({ text, date, fault }) => fault?.code ?? date ?? text);
  const same = [
    "1000",
    "0.5",
    "0.001",
    "12345678901234567890",
    "TRUE",
    "cell-error",
    "formula-not-computed",
    "formula-not-computed",
    "",
    "",
  ].slice(1);
  expect(found).toEqual(["2024-02-29", "2024-02-29", "2024-02-29", "date-unreadable", ...same]);
  const old = (await cellsOf(cells.slice(0, 2), { is1904: true }))?.map(({ date }) => date);
  expect(old).toEqual(["2024-02-29", "2024-02-29"]);
});

test("rows and cells without their numbers, prefixed names and texts in the cells are read like any other", async () => {
  const sheet =
    '<worksheet><sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>';
  const bare = await rowsOf({ rows: [], parts: { "xl/worksheets/sheet1.xml": sheet } });
  const prefixed = await rowsOf({
    rows: [
      ["a", "b"],
      [1, 2],
    ],
    prefix: "x:",
    texts: "inline",
  });
  for (const { columns, rows } of [bare, prefixed]) {
    expect(columns).toEqual(["a", "b"]);
    expect(rows).toEqual([
      {
        line: 2,
        cells: [
          { text: "1", number: 1 },
          { text: "2", number: 2 },
        ],
      },
    ]);
  }
});

test("empty rows, rows with nothing but blanks and cells left out do not move what follows", async () => {
  const { rows } = await rowsOf({ rows: [["a", "b", "c"], [], [null, " ", ""], [null, null, "x"], []] });
  expect(rows.map(({ line, cells }) => [line, ...cells.map(({ text }) => text)])).toEqual([[4, "", "", "x"]]);
});

test("a column without a name has its letter, and a name that comes again has a number", async () => {
  const { columns } = await rowsOf({
    rows: [
      ["Name", null, "Name", "Two\nlines"],
      [1, 2, 3, 4],
    ],
  });
  expect(columns).toEqual(["Name", "(B)", "Name (2)", "Two lines"]);
});

test("a value that is shown in merged cells is every row's, and ends with them", async () => {
  const { rows } = await rowsOf({
    rows: [
      ["a", "b"],
      ["x", 1],
      [null, 2],
      [null, 3],
    ],
    merged: ["A2:A3"],
  });
  expect(rows.map(({ cells }) => cells[0]?.text)).toEqual(["x", "x", ""]);
});

const bomb = (): Uint8Array =>
  zipSync({ "_rels/.rels": [strToU8(`<Relationships>${"<a/>".repeat(17_000_000)}`), { level: 1 }] });
const laughs =
  '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
const sheet = (xml: string): Uint8Array => writeXlsx({ rows: [], parts: { "xl/worksheets/sheet1.xml": xml } });
const whole = writeXlsx({ rows: [["a"], ["b"]] });

test.each<[string, () => Uint8Array, TableOptions, string]>([
  ["an archive that becomes 65 MiB where a directory should be", bomb, {}, "more than 64 MiB"],
  ["entities that expand", () => sheet(laughs), {}, "document type"],
  ["an entity that nobody declared", () => sheet("<worksheet>&lol;</worksheet>"), {}, "&lol; stands for nothing"],
  ["a file that is cut", () => whole.subarray(0, whole.length - 30), {}, "may be cut"],
  ["a sheet that is cut", () => sheet("<worksheet><sheetData><row>"), {}, "ends too early"],
  ["tags that do not match", () => sheet("<worksheet><sheetData></worksheet>"), {}, "closes nothing"],
  ["an archive of something else", () => zipSync({ "a.txt": strToU8("a") }), {}, "not an XLSX"],
  [
    "rows out of order",
    () => sheet('<worksheet><row r="5"><c><v>1</v></c></row><row r="2"/></worksheet>'),
    {},
    "row 2 of the sheet comes after row 5",
  ],
  ["a sheet that is not there", () => whole, { sheet: "Inventory" }, 'no sheet "Inventory"'],
  ["a header row that is empty", () => whole, { headerRow: 9 }, "nothing in row 9"],
])("%s is refused in words", async (_, make, options, words) => {
  const reading = async () => [...(await openTable(saved(make()), options)).rows];
  await expect(reading()).rejects.toThrow(words);
});

test("damaged bytes anywhere end in words or in rows, never in a failure of the program", async () => {
  for (let at = 10; at < whole.length; at += 7) {
    const bytes = whole.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    const read = async () => [...(await openTable(saved(bytes), {})).rows].length;
    await read().catch((error: unknown) => expect(error).toHaveProperty("remedy"));
  }
});

test("100,000 rows are read within a heap of 48 MiB, as they are asked for", () => {
  const count = process.env.NIGHTLY ? 1_000_000 : 100_000;
  const cell = (column: string, at: number): string =>
    `<c r="${column}${at}" t="inlineStr"><is><t>value ${at} of ${column}</t></is></c>`;
  const rows = Array.from(
    { length: count },
    (_, at) => `<row r="${at + 1}">${["A", "B", "C", "D"].map((column) => cell(column, at + 1)).join("")}</row>`,
  );
  const file = saved(sheet(`<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`));
  const script = `const { openTable } = await import(${JSON.stringify(join(import.meta.dirname, "../table/open-table.ts"))});
    let count = 0;
    for (const row of (await openTable(${JSON.stringify(file)}, {})).rows) count += row.cells.length;
    console.log(count);`;
  const run = spawnSync(
    process.execPath,
    ["--max-old-space-size=48", "--import", "tsx", "--input-type=module", "-e", script],
    {
      encoding: "utf8",
      timeout: 120_000,
    },
  );
  expect([run.stderr, run.stdout.trim()]).toEqual(["", String((count - 1) * 4)]);
}, 150_000);
