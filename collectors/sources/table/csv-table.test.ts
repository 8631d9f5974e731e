import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../../testing/command-world.ts";
import { delimitedRows } from "./delimited-rows.ts";
import { openTable } from "./open-table.ts";
import type { TableOptions } from "./table.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

async function tableOf(content: string | Uint8Array, options: TableOptions = {}) {
  const file = join(world.folder, "a.csv");
  writeFileSync(file, content);
  const { columns, rows } = await openTable(file, options);
  return { columns, rows: [...rows].map(({ line, cells }) => [line, ...cells.map(({ text }) => text)]) };
}

const text = "Name;Größe\r\nčeský „x“;5\r\n";
const utf16be = (content: string): Buffer => Buffer.from(content, "utf16le").swap16();
test.each<[string, Uint8Array, string | undefined]>([
  ["UTF-8", Buffer.from(text), undefined],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`), undefined],
  ["UTF-16, little end first, with a mark", Buffer.from(`\uFEFF${text}`, "utf16le"), undefined],
  ["UTF-16, little end first, without a mark", Buffer.from(text, "utf16le"), undefined],
  ["UTF-16, big end first, with a mark", utf16be(`\uFEFF${text}`), undefined],
  ["UTF-16, big end first, without a mark", utf16be(text), "utf-16be"],
  [
    "Windows-1250",
    Buffer.from(text.replace("č", "\u00E8").replace("„", "\u0084").replace("“", "\u0093"), "latin1"),
    "windows-1250",
  ],
])("%s is read", async (_, bytes, encoding) => {
  expect(await tableOf(bytes, { delimiter: ";", encoding })).toEqual({
    columns: ["Name", "Größe"],
    rows: [[2, "český „x“", "5"]],
  });
});

test("Windows-1252 has its quotation marks where Node's decoder puts control characters, and has to be named", async () => {
  const bytes = Buffer.from("Name\n\x93caf\xe9\x94 \x80\n", "latin1");
  for (const encoding of ["windows-1252", "ISO-8859-1", "latin1"])
    expect((await tableOf(bytes, { encoding })).rows).toEqual([[2, "“café” €"]]);
  await expect(tableOf(bytes)).rejects.toThrow("is not UTF-8, and the mapping does not say");
  await expect(tableOf(bytes, { encoding: "utf-8" })).rejects.toThrow("line 2");
});

test("lines of all kinds are counted as they stand in the file, also within cells", async () => {
  const content = 'a,b\r\n"1\r\n2\n3",x\n\n\ny,"q""uote"\rlast,"5"';
  expect((await tableOf(content)).rows).toEqual([
    [2, "1\r\n2\n3", "x"],
    [7, "y", 'q"uote'],
    [8, "last", "5"],
  ]);
});

test("a line for Excel before the header gives the delimiter, and rows of blanks are left out", async () => {
  expect(await tableOf("sep=|\na|b\n|\n1|2\n")).toEqual({ columns: ["a", "b"], rows: [[4, "1", "2"]] });
});

test.each([
  ["a quotation mark that is never closed", 'a\n"b\nc', "line 2: a quotation mark is opened and never closed"],
  ["text after a closing mark", 'a,b\n1,"x"y\n', "line 2: a quoted cell goes on"],
])("%s is refused with its line", async (_, content, words) => {
  await expect(tableOf(content)).rejects.toThrow(words);
});

test("a mark within a cell is that mark, as in inches", async () => {
  expect((await tableOf('a,b\n5" disk,x\n')).rows).toEqual([[2, '5" disk', "x"]]);
});

test("any cells come back whatever they hold and wherever the text is cut into pieces", () => {
  const cell = fc
    .array(fc.constantFrom("a", ";", '"', "\n", "\r", "\r\n", " ", "é", "😀"), { maxLength: 6 })
    .map((all) => all.join(""));
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rows, fc.constantFrom("\n", "\r\n", "\r"), fc.integer({ min: 1, max: 9 }), (cells, end, size) => {
      const content = cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(";")).join(end);
      const pieces = Array.from({ length: Math.ceil(content.length / size) }, (_, at) =>
        content.slice(at * size, (at + 1) * size),
      );
      expect([...delimitedRows("a", pieces, ";")].map((row) => row.cells)).toEqual(cells);
    }),
    { numRuns: 500 },
  );
});
