import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { figureTests } from "./fault.ts";
import { everyFault } from "./faults/every-fault.ts";
import { occurrences } from "./plant-fault.ts";
import { verdictOf } from "./verdict.ts";

const root = resolve(import.meta.dirname, "../..");

test("every fault of the list can still be planted: its text is in its file exactly once, and its tests exist", () => {
  expect(
    everyFault.filter((fault) => occurrences(root, fault) !== 1).map(({ file, text }) => ({ file, text })),
  ).toEqual([]);
  expect(everyFault.filter(({ text, replacement }) => text === replacement)).toEqual([]);
  expect(
    everyFault.flatMap(({ tests = figureTests }) => tests).filter((path) => !existsSync(join(root, path))),
  ).toEqual([]);
  expect(new Set(everyFault.map(({ wrong }) => wrong)).size).toBe(everyFault.length);
});

test("every indicator's folder is broken at least once", () => {
  const folders = new Set(everyFault.map(({ file }) => /^services\/indicators\/([^/]+)\//.exec(file)?.[1]));
  const all = catalogue.map(({ code }) => code.toLowerCase().replaceAll("_", "-"));
  expect(all.filter((folder) => !folders.has(folder))).toEqual([]);
});

test("a fault is noticed by a test that fails, not by a file that does not load or a run without tests", () => {
  const file = (status: string, ...statuses: string[]) => ({
    name: "a.test.ts",
    status,
    message: "does not load",
    assertionResults: statuses.map((each, index) => ({ status: each, fullName: `test ${index}` })),
  });
  const verdict = (...testResults: ReturnType<typeof file>[]) => verdictOf({ testResults });
  expect(verdict(file("passed", "passed"), file("failed", "passed", "failed"))).toEqual({
    kind: "noticed",
    by: "test 1",
  });
  expect(verdict(file("passed", "passed"))).toEqual({ kind: "not noticed" });
  expect(verdict(file("passed", "passed"), file("failed"))).toEqual({ kind: "broken", message: "does not load" });
  expect(verdict()).toMatchObject({ kind: "broken" });
  expect(verdictOf(undefined)).toMatchObject({ kind: "broken" });
});
