import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { differenceText, figureDifferences } from "#services/cases/figure-differences.ts";
import { readCase } from "#test/support/load-case.ts";
import { expectedOfCase } from "./expected-of-case.ts";

const folder = join(import.meta.dirname, "../../fixtures/cases");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

test("there are cases to check", () => expect(files.length).toBeGreaterThan(20));

test.each(files)("every query, group and code of %s, and no other", (file) => {
  const world = readCase(join(folder, file));
  expect(world.expected.length).toBeGreaterThan(2);
  expect(figureDifferences(world.expected, expectedOfCase(world)).map(differenceText)).toEqual([]);
});

test("the reference imports nothing but its own files, so that it cannot share a mistake with the platform", () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  expect(sources.length).toBeGreaterThan(10);
  const specifiers = sources.flatMap((name) =>
    [
      ...readFileSync(join(import.meta.dirname, name), "utf8").matchAll(
        /(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]+)["']/g,
      ),
    ].map(([, specifier]) => specifier),
  );
  expect(specifiers.filter((specifier) => !/^(?:\.\/[a-z-]+\.ts|node:.*)$/.test(specifier ?? ""))).toEqual([]);
});
