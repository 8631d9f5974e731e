import { expect, test } from "vitest";
import { csvRows } from "./csv-rows.ts";
import { findColumns } from "./find-columns.ts";
import { trimmed } from "./trimmed.ts";
import { decodeWindows1252 } from "./windows-1252.ts";

test("a record's line is where it begins in the file, with line ends of both kinds, inside cells and between records", () => {
  const text = 'a,b\r\n"1\n1","2\r\n2"\r\n\n3,"say ""x\n"""\n4,5';
  expect(csvRows("f.csv", text)).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["1\n1", "2\r\n2"] },
    { line: 6, cells: ["3", 'say "x\n"'] },
    { line: 8, cells: ["4", "5"] },
  ]);
});

test("a quotation mark that is never closed is told with the line on which its record begins", () => {
  expect(() => csvRows("f.csv", 'a,b\n1,2\n3,"4\n5,6\n')).toThrow(
    "f.csv, record that begins on line 3: a quotation mark",
  );
});

test("missing headers are named together with what looks like them, repeated ones too", () => {
  const header = ["Agency", "use case nmae", "id", "id", "vendor"];
  expect(() => findColumns("f.csv", header, ["agency", "use_case_name", "id", "topic_area"])).toThrow(
    'of 4 columns that the preset reads, "agency" is missing (similar: "Agency"); ' +
      '"use_case_name" is missing (similar: "use case nmae"); "id" occurs 2 times; "topic_area" is missing.',
  );
  expect(findColumns("f.csv", header, ["vendor", "Agency"])).toEqual({ vendor: 4, Agency: 0 });
});

test("Windows-1252: bytes 80 to 9F are its characters, all others Latin-1, and none becomes a control character", () => {
  const all = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, index) => index));
  expect(all.slice(0x80, 0xa0)).toBe("€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ");
  expect(all.charCodeAt(0x92)).toBe(0x2019);
  expect(all.charCodeAt(0x96)).toBe(0x2013);
  expect(all).toHaveLength(256);
  expect(
    Array.from(all).every((character, index) => (index >= 0x80 && index < 0xa0) || character.charCodeAt(0) === index),
  ).toBe(true);
});

test("trimming takes Unicode white space, the no-break space and next line included, and no other character", () => {
  expect(trimmed("\u00a0\u0085\u3000\t x \u2028")).toBe("x");
  expect(trimmed("\uFEFFx")).toBe("\uFEFFx");
});
