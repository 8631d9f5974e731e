import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readBlocks } from "#test/support/documented-commands/read-blocks.ts";
import { documents } from "./documents.ts";

const root = resolve(import.meta.dirname, "../..");
const run: readonly string[] = Object.values(documents).flat();

const written = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...["docs", "infra", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules") && !name.startsWith("fixtures/"))
      .map((name) => join(folder, name)),
  ),
];

test("every command of every document is run, or the document says why not", () => {
  expect(written).toEqual(expect.arrayContaining([...run]));
  const silent = written
    .filter((path) => !run.includes(path))
    .flatMap((path) =>
      readBlocks(readFileSync(join(root, path), "utf8"))
        .filter(({ notRun }) => notRun === undefined)
        .map(
          ({ line }) =>
            `${path}:${line}: expected test/documents/documents.ts to have it, or "<!-- not run: REASON -->"`,
        ),
    );
  expect(silent).toEqual([]);
});
