import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readersViews } from "#views/readers-views.ts";

test("views for readers keep their columns and types: boards of others ask for them. What is added is added here", () => {
  const now = Object.fromEntries(
    readersViews.map(({ name, columns }) => [name, Object.fromEntries(columns.map((each) => [each.name, each.type]))]),
  );
  const pinned = JSON.parse(readFileSync(join(import.meta.dirname, "views.json"), "utf8")) as unknown;
  expect(now).toEqual(pinned);
  // toEqual does not look at the order, and SELECT * has one.
  expect(JSON.stringify(now)).toBe(JSON.stringify(pinned));
});
