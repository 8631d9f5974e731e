import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { check, type CheckOptions } from "./check.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const header = { schema_version: 1, reference_date: "2026-09-30", complete: true };
const workload = (id: string, more: object = {}) => ({
  id,
  name: "Name",
  criticality: "critical",
  stage: "pilot",
  ...more,
});
const ndjson = (...lines: object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

async function checked(content: string | Uint8Array, name = "a.ndjson", more: Partial<CheckOptions> = {}) {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  world.forget();
  const status = await check({ file, ...more }, world);
  return { status, file, out: world.stdout(), err: world.stderr() };
}

interface Document {
  records: number;
  errors: { line: number; code: string; pointer: string; id?: string; column_name: string | null }[];
  warnings: { line: number; code: string; pointer: string; column_name: string | null }[];
  source_warnings: { line: number; code: string; column: string; found: string }[];
}
async function documentOf(content: string | Uint8Array, name?: string, more: Partial<CheckOptions> = {}) {
  const { status, out } = await checked(content, name, { output: "json", ...more });
  return { status, ...(JSON.parse(out) as Document) };
}
const placesOf = ({ errors }: Document) => errors.map(({ line, code, pointer }) => `${line} ${code} ${pointer}`.trim());

test("a tenth of the records broken: every error is listed with its line, and none hides another", async () => {
  const lines = Array.from({ length: 1000 }, (_, index) =>
    index % 10 === 3
      ? JSON.stringify(workload(`w${index}`, { deployed_on: "2026-02-31" }))
      : JSON.stringify(workload(`w${index}`)),
  );
  const content = `${JSON.stringify({ ...header, records: 1000 })}\n${lines.join("\n")}`;
  const { status, errors, records } = await documentOf(content);
  expect([status, records, errors.length]).toEqual([1, 1000, 100]);
  expect(errors.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, index) => index * 10 + 5));
  const { out } = await checked(content);
  expect(out.match(/invalid-date: expected a date that exists/g)).toHaveLength(100);
  expect(out).toContain("100  invalid-date: A date does not exist");
});

test("what JSON lets pass is still told: doubled keys, __proto__, doubled ids, lines cut, bytes that are not UTF-8", async () => {
  const content = Buffer.concat([
    Buffer.from(ndjson({ ...header, records: 7 }, workload("w1"))),
    Buffer.from('{"__proto__":{"id":"x"},"id":"w2","name":"n","criticality":"critical","stage":"pilot"}\n'),
    Buffer.from('{"id":"w3","id":"w4"}\n'),
    Buffer.from('{"id":"w5","name"\n\n'),
    Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
    Buffer.from(ndjson(workload("w1"), [] as object)),
  ]);
  const found = await documentOf(content);
  expect(placesOf(found)).toEqual([
    "3 unknown-field /__proto__",
    "4 duplicate-key /id",
    "5 malformed-json",
    "7 invalid-utf8",
    "8 duplicate-workload /id",
    "9 wrong-type",
  ]);
});

test("a file that has fewer records than its header says was cut", async () => {
  const found = await documentOf(ndjson({ ...header, records: 3 }, workload("w1")));
  expect(placesOf(found)).toEqual(["1 records-mismatch /records"]);
});

test("a header with a fault is judged as a header, not as a workload", async () => {
  const found = await documentOf(
    ndjson({ ...header, reference_date: "30.9.2026", records: 1, sourc: 1 }, workload("w1")),
  );
  expect(placesOf(found)).toEqual(["1 invalid-date /reference_date", "1 unknown-field /sourc"]);
});

test("one JSON object says the same as NDJSON, and its workloads keep their lines", async () => {
  const workloads = [workload("w1", { workloads: [] }), workload("w2", { name: 'a "}],[{' })];
  const pretty = JSON.stringify({ ...header, records: 2, workloads }, undefined, 2);
  expect(placesOf(await documentOf(pretty, "a.json"))).toEqual(["12 unknown-field /workloads"]);
  const one = JSON.stringify({ ...header, records: 1, workloads: [workload("w1")] });
  expect(await documentOf(one)).toMatchObject({ status: 0, records: 1, errors: [] });
  const doubled = pretty.replace('"complete": true,', '"complete": true, "complete": false,');
  expect((await checked(doubled, "a.json")).err).toContain('has the member "complete" twice');
});

test("gzip, a byte order mark, CRLF, a file without a last line end and bare lines are read like any other", async () => {
  const content = ndjson({ ...header, records: 2 }, workload("w1"), workload("w2"));
  const forms: [string | Uint8Array, string][] = [
    [gzipSync(content), "a.ndjson.gz"],
    [`\uFEFF${content.replaceAll("\n", "\r\n").trimEnd()}`, "b.ndjson"],
    [ndjson(workload("w1"), workload("w2")), "c.ndjson"],
  ];
  for (const [bytes, name] of forms)
    expect(await documentOf(bytes, name)).toMatchObject({ status: 0, records: 2, errors: [] });
});

test("no workload at all may be stated, but not by an empty file", async () => {
  expect(await documentOf(ndjson({ ...header, records: 0 }))).toMatchObject({ status: 0, records: 0 });
  expect((await checked("\n  \r\n")).status).toBe(1);
});

const columns =
  "agency,agency_name,id,use_case_name,agency_bureau,development_stage,is_high_impact,topic_area,operational_date,vendor_name,hi_independent_review";
const omb2025 = { preset: "omb-2025", referenceDate: "2025-12-31" } as const;

test.each<[string, string | Uint8Array, string, Partial<CheckOptions>, number, string]>([
  ["an empty file", "", "a.ndjson", {}, 1, "is empty"],
  ["a gzip that is cut", gzipSync("x".repeat(9_999)).subarray(0, 30), "a.ndjson.gz", {}, 1, "is cut"],
  ["a gzip that is damaged", Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9]), "a.gz", {}, 1, "not whole gzip data"],
  ["UTF-16", Buffer.from("\uFEFF{}", "utf16le"), "a.json", {}, 1, "UTF-16"],
  ["JSON that ends too early", '{\n "records": 1,\n', "a.json", {}, 1, "line 3: the JSON cannot be read"],
  ["a list", "[]", "a.json", {}, 1, "not an object"],
  ["a CSV without a preset", "a,b\n", "a.csv", {}, 2, "--preset omb-2025"],
  ["a preset without a reference date", columns, "a.csv", { preset: "omb-2025" }, 2, "--reference-date"],
  [
    "Latin-1 for a preset in UTF-8",
    Buffer.from(`${columns}\nVA,\xe9`, "latin1"),
    "a.csv",
    omb2025,
    1,
    "line 2: the encoding",
  ],
  ["UTF-8 for the preset in Windows-1252", "é", "a.csv", { ...omb2025, preset: "omb-2024" }, 1, "Windows-1252"],
  ["a misspelt column", columns.replace("vendor_name", "vendor name"), "a.csv", omb2025, 1, '(similar: "vendor name")'],
])(
  "a file that cannot be used ends in two lines, what and what to do: %s",
  async (_, content, name, more, status, words) => {
    const found = await checked(content, name, more);
    expect([found.status, found.out]).toEqual([status, ""]);
    expect(found.err).toContain(words);
    expect(found.err.trimEnd().split("\n")).toHaveLength(2);
  },
);

test("a file that is not there is wrong usage", async () => {
  expect(await check({ file: join(world.folder, "none") }, world)).toBe(2);
  expect(world.stderr()).toContain("there is no such file");
});

test("an inventory: rows with a fault are errors, doubtful cells are warnings with their line and column", async () => {
  const rows = [
    columns,
    "VA,Veterans,1,One,,Deployed,High-impact,IT,Sep-22,N/A,CAIO Review",
    'VA,Veterans,,"Two\nlines",,,,toString,soon,"Acme, Inc.",Maybe',
    "VA,Veterans,3,cut",
    "...,Nobody,4,Four,,Pilot,,,,,",
  ];
  const found = await documentOf(rows.join("\n"), "a.csv", omb2025);
  expect(placesOf(found)).toEqual(["5 malformed-row", "6 agency-missing"]);
  expect(found.source_warnings.map(({ line, code, column, found: cell }) => [line, code, column, cell])).toEqual([
    [2, "date-approximate", "operational_date", "Sep-22"],
    [3, "stage-not-reported", "development_stage", ""],
    [3, "date-unreadable", "operational_date", "soon"],
    [3, "value-not-known", "hi_independent_review", "Maybe"],
  ]);
  expect(found.errors.map(({ column_name: name }) => name)).toEqual([null, "agency"]);
  expect(found.warnings.map(({ pointer, column_name: name }) => [pointer, name])).toEqual([
    ["/evaluations/0/outcome", "hi_independent_review"],
    ["/components", "vendor_name"],
    ["/fallbacks", null],
    ["/alternatives", null],
    ["/findings", null],
  ]);
});

test("quiet leaves out the list of warnings and keeps errors and sums", async () => {
  const content = ndjson(
    { ...header, records: 2 },
    workload("w1", { stage: "production" }),
    workload("w2", { users_affected: -1 }),
  );
  const { out, status } = await checked(content, "a.ndjson", { quiet: true });
  expect(status).toBe(1);
  expect(out).not.toContain("/components list-not-reported");
  expect(out).toContain("/users_affected out-of-range");
  expect(out).toContain("5  list-not-reported");
});
