import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { factBits, withdrawalBits } from "#derivation/facts.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { methodologyPages } from "./methodology-pages.ts";

const folder = resolve(import.meta.dirname, "../../docs/methodology");
const readme = readFileSync(join(folder, "README.md"), "utf8");

test("every indicator has a page with its words and its SQL, and the README leads to each and to no other", () => {
  const pages = methodologyPages();
  expect(pages.size).toBe(catalogue.length);
  for (const { code, definition, sql } of catalogue) {
    const page = pages.get(`docs/methodology/${code.toLowerCase().replaceAll("_", "-")}.md`);
    expect(page).toContain(definition);
    expect(page).toContain(sql);
  }
  const linked = [...readme.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, name]) => `docs/methodology/${name}`);
  expect([...new Set(linked)].sort()).toEqual([...pages.keys()].sort());
});

test("every anchor of the README that a page leads to is there", () => {
  const anchors = new Set(
    [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
  const asked = [...methodologyPages().values()].flatMap((page) =>
    [...page.matchAll(/README\.md#([\w-]+)/g)].map(([, anchor]) => anchor),
  );
  expect(asked.length).toBeGreaterThan(catalogue.length);
  expect(asked.filter((anchor) => !anchors.has(anchor!))).toEqual([]);
});

test("the README explains every fact that an expression may name, and every code", () => {
  const names = [...Object.keys(factBits), ...Object.keys(withdrawalBits), ...catalogue.map(({ code }) => code)];
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test("a history starts with version 1, misses none, ends with the present one, and names no methodology that is not there", () => {
  for (const { code, version, history } of catalogue) {
    expect([code, history.map((each) => each.version)]).toEqual([
      code,
      Array.from({ length: version }, (_, index) => index + 1),
    ]);
    const methodologies = history.map(({ methodology }) => methodology);
    expect(methodologies).toEqual(methodologies.toSorted((left, right) => left - right));
    expect(methodologies.at(-1)).toBeLessThanOrEqual(methodologyVersion);
  }
});
