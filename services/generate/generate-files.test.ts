import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { problems } from "#schema/problems.ts";
import { generateFiles, type Generator } from "#services/generate/generate-files.ts";
import { problemPages } from "#services/generate/problem-pages.ts";

const root = mkdtempSync(join(tmpdir(), "sparewheel-generate-"));
afterAll(() => rmSync(root, { recursive: true }));
const generators: Generator[] = [{ generate: () => new Map([["pages/a.md", "new"]]), folders: ["pages"] }];

test("what differs and what is stale is named and left alone; writing makes it current", () => {
  mkdirSync(join(root, "pages"));
  writeFileSync(join(root, "pages/a.md"), "old");
  writeFileSync(join(root, "pages/b.md"), "nobody makes this any more");

  expect(generateFiles(generators, { root, write: false })).toEqual({
    count: 1,
    different: ["pages/a.md"],
    stale: ["pages/b.md"],
  });
  expect(readFileSync(join(root, "pages/a.md"), "utf8")).toBe("old");

  generateFiles(generators, { root, write: true });
  expect(generateFiles(generators, { root, write: false })).toEqual({ count: 1, different: [], stale: [] });
});

test("a file that people write is neither stale nor touched", () => {
  const given = generators.map((each) => ({ ...each, byHand: ["pages/README.md"] }));
  writeFileSync(join(root, "pages/README.md"), "by hand");
  expect(generateFiles(given, { root, write: true })).toEqual({ count: 1, different: [], stale: [] });
  expect(readFileSync(join(root, "pages/README.md"), "utf8")).toBe("by hand");
  expect(generateFiles(generators, { root, write: false }).stale).toEqual(["pages/README.md"]);
});

test("every problem has its committed page, and every page its problem", () => {
  const repository = resolve(import.meta.dirname, "../..");
  const check = generateFiles([{ generate: problemPages, folders: ["docs/problems"] }], {
    root: repository,
    write: false,
  });
  expect(check).toEqual({ count: Object.keys(problems).length + 1, different: [], stale: [] });
});
