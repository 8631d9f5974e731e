import { expect, test } from "vitest";
import { functionName } from "./function-names.ts";
import { GovernmentFunction } from "./functions.ts";

test("every code of COFOG has a title, the one class of a group the group's, and no code that there is not has one", () => {
  const codes = GovernmentFunction.options;
  expect(codes.filter((code) => functionName(code) === undefined)).toEqual([]);
  expect(functionName("01.4.0")).toBe("Basic research");
  expect(["01.9", "01.1.0", "01.1.4", "07.3.5"].map((code) => [code, functionName(code)])).toEqual([
    ["01.9", undefined],
    ["01.1.0", undefined],
    ["01.1.4", undefined],
    ["07.3.5", undefined],
  ]);
  // Within a division no two have one title, so that a person finds the code by it.
  const titles = codes
    .filter((code) => !code.endsWith(".0"))
    .map((code) => `${code.slice(0, 2)} ${functionName(code)}`);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});
