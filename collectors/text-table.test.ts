import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const rows = [
  ["group", "beside it", "n"],
  ["coalition", "36 evaluated, 97 deployed in 90 days; 220 days to clear at this pace", 1_039],
  ["member:nl", "nothing", null],
] as const;

test("where no width is given a row is a line, and numbers stand to the right", () => {
  expect(textTable(rows)).toBe(
    [
      `group      beside it${" ".repeat(61)}    n`,
      "coalition  36 evaluated, 97 deployed in 90 days; 220 days to clear at this pace  1,039",
      `member:nl  nothing${" ".repeat(61)}      -`,
      "",
    ].join("\n"),
  );
});

test.each([80, 60, 40])("on a terminal of %i characters no line is longer, and no word is lost", (columns) => {
  const table = textTable(rows, { columns });
  expect(Math.max(...table.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(columns);
  for (const word of rows.flat().flatMap((cell) => String(cell ?? "-").split(" ")))
    expect(table).toContain(typeof word === "string" && /^\d{4}$/.test(word) ? "1,039" : word);
});

test("a word that is longer than its column is broken, and numbers never are", () => {
  const [head = "", ...lines] = textTable(
    [
      ["id", "n"],
      ["abcdefghijklmnop", 123_456],
    ],
    { columns: 17 },
  ).split("\n");
  expect([head.trimEnd(), ...lines]).toEqual([`id${" ".repeat(14)}n`, "abcdefgh  123,456", "ijklmnop", ""]);
});

test("the head stands out where colours are wanted", () => {
  expect(textTable([["a"], ["b"]], { isColoured: true })).toBe("\u001B[1ma\u001B[22m\nb\n");
});
