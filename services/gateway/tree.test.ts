import { expect, test } from "vitest";
import { parseTree } from "./tree.ts";

test("a tree is its nodes with what they name, without aliases", () => {
  const text =
    "SelectQuery (children 2)\n ExpressionList (children 1)\n  Function sum (alias a b) (children 1)\n   ExpressionList\n TableIdentifier a.b (alias x)\n";
  expect(parseTree(text)).toEqual({
    type: "SelectQuery",
    value: "",
    children: [
      {
        type: "ExpressionList",
        value: "",
        children: [{ type: "Function", value: "sum", children: [{ type: "ExpressionList", value: "", children: [] }] }],
      },
      { type: "TableIdentifier", value: "a.b", children: [] },
    ],
  });
});

test.each([
  ["a line that a name smuggled in", "SelectQuery (children 1)\n Identifier a\n Identifier b\n"],
  ["a line that is missing", "SelectQuery (children 2)\n Identifier a\n"],
  ["a line deeper than its parent allows", "SelectQuery (children 1)\n   Identifier a\n"],
  ["a second root", "Identifier a\nIdentifier b\n"],
  ["an empty line", "SelectQuery (children 1)\n\n Identifier a\n"],
  ["nothing", ""],
])("%s is no tree", (_what, text) => {
  expect(() => parseTree(text)).toThrow();
});
