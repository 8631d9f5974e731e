import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rules } from "#schema/rules.ts";
import { check } from "../commands/check.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { readingRules } from "./reading-rules.ts";
import { rulePageUrl } from "./rule-words.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());
beforeEach(() => world.forget());

const written = (name: string, content: string): string => {
  const file = join(world.folder, name);
  writeFileSync(file, `${content}\n`);
  return file;
};

interface Report {
  runs: { results: { ruleId: string }[]; tool: { driver: { rules: { helpUri: string }[] } } }[];
}

/** What `check` says of an example, read by the lines that its page shows and by what every workload needs. */
async function reportOf(lines: string, { mapping, agency, overlay }: (typeof readingRules)[keyof typeof readingRules]) {
  const isTable = !lines.startsWith("{");
  const needed = [
    "id: { column: id }",
    "name: { column: name }",
    "criticality: { constant: not-assessed }",
    "stage: { constant: pilot }",
  ];
  const yaml = [
    "version: 1",
    ...(agency === undefined ? [] : [`agency: ${agency}`]),
    "fields:",
    ...[...needed, ...(mapping?.split("\n") ?? [])].map((line) => `  ${line}`),
  ].join("\n");
  await check(
    {
      file: written(isTable ? "a.csv" : "a.ndjson", lines),
      mapping: isTable ? written("a.yaml", yaml) : undefined,
      overlay: overlay === undefined ? undefined : written("overlay.csv", overlay),
      output: "sarif",
    },
    world,
  );
  const [run] = (JSON.parse(world.stdout() || world.stderr()) as Report).runs;
  world.forget();
  return {
    codes: [...new Set(run?.results.map(({ ruleId }) => ruleId))],
    pages: run?.tool.driver.rules.map(({ helpUri }) => fileURLToPath(helpUri)) ?? [],
  };
}

const shown = Object.entries(readingRules).filter(([, { isSketch }]) => !isSketch);

test.each(shown)(
  "the page of %s shows lines of which check says this and nothing else, and lines of which it says nothing",
  async (code, rule) => {
    const wrong = await reportOf(rule.wrong, rule);
    expect(wrong.codes).toEqual([code]);
    expect(wrong.pages.map((page) => existsSync(page) && page.endsWith(`/docs/rules/${code}.md`))).toEqual([true]);
    expect((await reportOf(rule.right, rule)).codes).toEqual([]);
  },
);

test("few examples of reading are sketches", () => {
  expect(shown.length).toBeGreaterThan(16);
});

test("every code that reading or checking gives has a page, and every page its code", () => {
  const codes = [...Object.keys(rules), ...Object.keys(readingRules)];
  expect(codes.filter((code) => rulePageUrl(code) === undefined)).toEqual([]);
  const pages = readdirSync(join(import.meta.dirname, "../../docs/rules")).map((name) => name.replace(/\.md$/, ""));
  expect(pages.sort()).toEqual([...codes, "README"].sort());
});
