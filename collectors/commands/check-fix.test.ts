import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changedRecord } from "#test/support/arbitrary-records.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { check, type CheckOptions, type FixOptions } from "./check.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const at = (name: string): string => join(world.folder, name);
async function fixed(content: string | Uint8Array, name = "a.ndjson", more: Partial<CheckOptions & FixOptions> = {}) {
  writeFileSync(at(name), content);
  world.forget();
  const status = await check({ file: at(name), fix: true, ...more }, world);
  return { status, out: world.stdout(), err: world.stderr() };
}

const header = (records: number): object => ({
  schema_version: 1,
  reference_date: "2026-09-30",
  complete: true,
  records,
});
const workload = (more: object = {}) => ({ id: "w", name: "Name", criticality: "critical", stage: "pilot", ...more });
const fileOf = (...records: object[]): string =>
  [header(records.length), ...records].map((line) => `${JSON.stringify(line)}\n`).join("");
const evaluation = {
  id: "e",
  status: "completed",
  independence: "internal",
  outcome: "passed",
  completed_on: "2026-01-01",
};

test.each<[string, object, object]>([
  ["space around an id", { id: " w\t" }, { id: "w" }],
  ["space around an option, and its case", { criticality: " Critical" }, { criticality: "critical" }],
  ["words of an option", { criticality: "Not_assessed" }, { criticality: "not-assessed" }],
  [
    "case of a jurisdiction",
    { fallbacks: [{ id: "f", kind: "Manual", jurisdiction: "nl" }] },
    { fallbacks: [{ id: "f", kind: "manual", jurisdiction: "NL" }] },
  ],
  ["a function with space", { function: "01.1 " }, { function: "01.1" }],
  [
    "a date",
    { evaluations: [{ ...evaluation, completed_on: "31/12/2025" }] },
    { evaluations: [{ ...evaluation, completed_on: "2025-12-31" }] },
  ],
  ["a text that is not in NFC", { name: "Cafe\u0301 \u212B" }, { name: "Café Å" }],
  ["line ends and tabs in a text", { name: "\nOne\r\n\ttwo\t" }, { name: "One two" }],
  ["both at once", { name: "e\u0301\n" }, { name: "é" }],
  [
    "case of a digest",
    { evaluations: [{ ...evaluation, report_digest: `SHA-256:${"AB".repeat(32)}` }] },
    { evaluations: [{ ...evaluation, report_digest: `sha-256:${"ab".repeat(32)}` }] },
  ],
])("--fix mends %s", async (_, wrong, right) => {
  const { status, out } = await fixed(fileOf(workload(wrong)));
  expect(out).toContain("What follows is about");
  expect(readFileSync(at("a.fixed.ndjson"), "utf8")).toBe(fileOf(workload(right)));
  expect(readFileSync(at("a.ndjson"), "utf8")).toBe(fileOf(workload(wrong)));
  expect(status).toBe(0);
});

test.each<[string, object]>([
  ["a day that may be two", { deployed_on: "03/04/2026" }],
  ["an option that is none", { stage: "live" }],
  ["a word that means an option", { stage: "in production" }],
  ["a jurisdiction that people write so", { alternatives: [{ status: "planned", jurisdiction: "UK" }] }],
  ["a name that is too long", { name: "x".repeat(301) }],
  ["characters that change the order of others", { name: "a\u202Eb" }],
  ["a number in quotation marks", { users_affected: "12" }],
  ["an id with a blank inside", { id: "a b" }],
  ["a field that is not known", { Stage: "pilot" }],
])("--fix leaves %s to a person, and writes no file for it", async (_, wrong) => {
  const { status, out } = await fixed(fileOf(workload(wrong)));
  expect(out).toContain("Nothing in");
  expect([status, existsSync(at("a.fixed.ndjson"))]).toEqual([1, false]);
});

test("the diff names every value; what is left is reported of the new file, and every other byte stays", async () => {
  const lines = [
    JSON.stringify(header(2)),
    "",
    '  {"stage" : "Pilot","id":"w1" ,"name":"é😀","criticality":"Critical", "deployed_on":"1.2.2026"}\r',
    '{"id":"w2","name":"x","criticality":"critical","stage":"live"}',
  ];
  const { status, out } = await fixed(lines.join("\n"));
  const right = lines
    .join("\n")
    .replace("Pilot", "pilot")
    .replace("Critical", "critical")
    .replace("1.2.2026", "2026-02-01");
  expect(readFileSync(at("a.fixed.ndjson"), "utf8")).toBe(right);
  expect(out).toContain(
    `--- ${at("a.ndjson")}\n+++ ${at("a.fixed.ndjson")}\n@@ 3:14 w1 /stage unknown-value @@\n-"Pilot"\n+"pilot"\n`,
  );
  expect(out).toContain('/deployed_on invalid-date @@\n-"1.2.2026"\n+"2026-02-01"\n');
  expect(out).toContain("Mended 3 values");
  expect(out).toContain(`${at("a.fixed.ndjson")}:4:56: w2 /stage unknown-value`);
  expect(status).toBe(1);
});

test("the header is mended too, a document over many lines as well, and a gzip is written as plain text", async () => {
  const document = JSON.stringify(
    { ...header(1), reference_date: "30.9.2026", workloads: [workload({ stage: "PILOT" })] },
    undefined,
    2,
  );
  expect((await fixed(gzipSync(`\uFEFF${document}`), "a.json.gz")).status).toBe(0);
  expect(readFileSync(at("a.fixed.json"), "utf8")).toBe(
    document.replace("30.9.2026", "2026-09-30").replace("PILOT", "pilot"),
  );
});

test("it writes where it is told, and over nothing: a second run stops in two lines", async () => {
  const content = fileOf(workload({ stage: "Pilot" }));
  expect((await fixed(content, "a.ndjson", { fix: undefined, fixTo: at("b.ndjson") })).status).toBe(0);
  const again = await fixed(content, "a.ndjson", { fixTo: at("b.ndjson") });
  expect([again.status, again.out, again.err.trimEnd().split("\n")]).toEqual([
    2,
    "",
    [expect.stringContaining("is there already"), expect.any(String)],
  ]);
  const over = await fixed(content, "a.ndjson", { fixTo: at("a.ndjson") });
  expect([over.status, readFileSync(at("a.ndjson"), "utf8")]).toEqual([2, content]);
});

test("as JSON the changes stand beside what is left", async () => {
  const { out } = await fixed(fileOf(workload({ stage: "Pilot", name: "" })), "a.ndjson", { output: "json" });
  expect(JSON.parse(out)).toMatchObject({
    file: at("a.fixed.ndjson"),
    fixed: { file: at("a.fixed.ndjson"), changes: [{ line: 2, pointer: "/stage", before: "Pilot", after: "pilot" }] },
    errors: [{ pointer: "/name", code: "invalid-text" }],
  });
});

test("whatever is wrong, --fix adds no error: of thousands of changed records fewer are wrong after it, none more so", async () => {
  const records = fc.sample(changedRecord, { numRuns: 2_000, seed: 11 });
  const content = `${[JSON.stringify(header(records.length)), ...records].join("\n")}\n`;
  writeFileSync(at("a.ndjson"), content);
  type Report = { errors: { line: number; code: string; pointer: string }[] };
  const reportOf = async (options: CheckOptions & FixOptions): Promise<Report> => {
    world.forget();
    await check({ ...options, output: "json" }, world);
    return JSON.parse(world.stdout()) as Report;
  };
  const placesOf = ({ errors }: Report): string[] =>
    errors.map(({ line, code, pointer }) => `${line} ${code} ${pointer}`);
  const before = placesOf(await reportOf({ file: at("a.ndjson") }));
  const after = placesOf(await reportOf({ file: at("a.ndjson"), fix: true }));
  expect(after.length).toBeLessThan(before.length);
  expect(after.filter((place) => !before.includes(place))).toEqual([]);
});
