import { expect, test } from "vitest";
import { paintFor } from "./paint.ts";

test("a colour ends where its text ends, and there is none where none is wanted", () => {
  expect(paintFor(true).red("no")).toBe("\u001B[31mno\u001B[39m");
  expect(paintFor(true).bold("head")).toBe("\u001B[1mhead\u001B[22m");
  expect([paintFor(false).red("no"), paintFor(undefined).bold("head"), paintFor(true).red("")]).toEqual([
    "no",
    "head",
    "",
  ]);
});
