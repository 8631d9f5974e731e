import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvText } from "./csv.ts";
import { figureParts } from "./figure-parts.ts";

test("every text comes back as it was, a formula with an apostrophe before it; a number stays a number, nothing stays nothing", () => {
  const texts = [
    "plain",
    'with "quotes"',
    "a, comma",
    "two\nlines",
    "=SUM(A1:A9)",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\r=1",
    "|x",
    "%x",
  ];
  const text = csvText(
    ["a", "b", "c"],
    texts.map((each) => [each, -0.25, null]),
  );
  const [head, ...rows] = parse(text, { relax_column_count: false, record_delimiter: "\r\n" }) as string[][];
  expect(head).toEqual(["a", "b", "c"]);
  expect(rows.map(([each]) => each)).toEqual(texts.map((each, at) => (at < 4 ? each : `'${each}`)));
  expect(rows.every(([, number, nothing]) => number === "-0.25" && nothing === "")).toBe(true);
});

test("a figure is its numbers, each by its path", () => {
  expect(figureParts({ lower: null, testing: { items: 2 }, s: { pace: { ratio: 0.5 } } })).toEqual([
    ["lower", null],
    ["testing.items", 2],
    ["s.pace.ratio", 0.5],
  ]);
});
