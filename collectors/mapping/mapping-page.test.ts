import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dateFormats } from "./date-formats.ts";
import { mappingFaults } from "./mapping-faults.ts";
import { FieldRule, MappingFile } from "./mapping-file.ts";
import { numberFormats } from "./number-formats.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/mapping.md"), "utf8");

test("the page about mappings has every key, every form of dates and numbers, and every fault in the words of the program", () => {
  const keys = [...Object.keys(FieldRule.shape), ...Object.keys(MappingFile.shape.file.unwrap().shape)];
  const rows = Object.entries(mappingFaults).map(
    ([code, { sentence, remedy }]) => `| \`${code}\` | ${sentence} | ${remedy} |`,
  );
  const named = [...dateFormats, ...numberFormats.map((format) => `"${format}"`)];
  expect(Object.keys(MappingFile.shape).filter((key) => !page.includes(`\n${key}:`))).toEqual([]);
  expect(keys.filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  expect(named.filter((form) => !page.includes(form))).toEqual([]);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});
