import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { writeXlsx } from "../testing/write-xlsx.ts";
import { check, type CheckOptions, type FixOptions } from "./check.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const at = (name: string): string => join(world.folder, name);
const fields = {
  id: { column: "Ref", blank: "error" },
  name: { column: "System", blank: "error" },
  stage: { column: "Phase", values: { Live: "production", Trial: "pilot" }, blank: "error" },
  criticality: { column: "Risk", blank: "error" },
  deployed_on: { column: "Since", date: "DD.MM.YYYY", blank: "not-reported" },
};
const columns = ["Ref", "System", "Phase", "Risk", "Since", "Remarks"];
const right = ["w-1", "Café", "Live", "critical", "31.12.2025", " as it was "];

interface Given {
  file?: object;
  fields?: object;
  agency?: unknown;
  rows?: object;
  name?: string;
  more?: Partial<CheckOptions & FixOptions>;
}
async function fixed(content: string | Uint8Array, given: Given = {}) {
  const { name = "a.csv", more } = given;
  writeFileSync(at(name), content);
  const mapping = {
    version: 1,
    file: given.file ?? {},
    agency: given.agency ?? "tax",
    fields: { ...fields, ...given.fields },
    ...(given.rows ? { rows: given.rows } : {}),
  };
  writeFileSync(at("m.yaml"), JSON.stringify(mapping));
  rmSync(at("a.fixed.csv"), { force: true });
  world.forget();
  const status = await check({ file: at(name), mapping: at("m.yaml"), fix: true, ...more }, world);
  const bytes = existsSync(at("a.fixed.csv")) ? readFileSync(at("a.fixed.csv")) : undefined;
  return { status, out: world.stdout(), err: world.stderr(), bytes };
}
const csv = (...rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.join(",")}\n`).join("");
const withCell = (column: string, cell: string): string[] =>
  right.map((each, index) => (columns[index] === column ? cell : each));

test.each<[string, string, string, string, Given?]>([
  ["space around a cell", "Ref", "\u00a0w-1 ", "w-1"],
  ["space within quotation marks, which stay", "Ref", '" w-1"', '"w-1"'],
  ["a name that is not in NFC", "System", "Cafe\u0301", "Café"],
  ["case of a key of values", "Phase", " LIVE", "Live"],
  ["case of an option", "Risk", "Not_Critical".replace("Not_C", "C"), "critical"],
  ["words of an option", "Risk", "Not assessed", "not-assessed"],
  ["an option beside keys of values", "Phase", "RETIRED", "retired"],
  ["a date in another form", "Since", "2025-12-31", "31.12.2025"],
  ["a date that can be one day only", "Since", "12/31/2025", "31.12.2025"],
  [
    "a date that needs quotation marks now",
    "Since",
    "2025-12-31",
    '"Dec 31, 2025"',
    { fields: { deployed_on: { column: "Since", date: "MMM D, YYYY" } } },
  ],
  [
    "a value that is given up",
    "Remarks",
    "NONE",
    "None",
    { fields: { evaluations: { column: "Remarks", values: { None: [] }, otherwise: null } } },
  ],
  [
    "parts of a cell that has several",
    "Risk",
    '"e1; E2 ; nl"',
    '"e1; E2 ; NL"',
    {
      fields: {
        criticality: { constant: "critical" },
        "alternatives[0].jurisdiction": {
          column: "Risk",
          list: { separator: ";" },
          values: { e1: "DE", E2: "FR" },
          blank: "none",
        },
        "alternatives[0].status": { constant: "planned" },
      },
    },
  ],
  [
    "a word for none",
    "Risk",
    "NO",
    "No",
    {
      fields: {
        criticality: { constant: "critical" },
        "evaluations[0].id": { constant: "e" },
        "evaluations[0].status": { column: "Risk", values: { No: [], Yes: "planned" }, blank: "not-reported" },
        "evaluations[0].independence": { constant: "internal" },
      },
    },
  ],
  [
    "case of an agency's name",
    "Remarks",
    "TAX office",
    "Tax Office",
    { agency: { column: "Remarks", values: { "Tax Office": "tax" } } },
  ],
])("--fix mends in a table %s", async (_, column, wrong, mended, given) => {
  const content = csv(columns, withCell(column, wrong));
  const { status, bytes, out } = await fixed(content, given);
  expect(bytes?.toString()).toBe(csv(columns, withCell(column, mended)));
  expect(readFileSync(at("a.csv"), "utf8")).toBe(content);
  expect(out).toContain(`@@ 2 column ${JSON.stringify(column)} `);
  expect(status).toBe(0);
});

test.each<[string, string, string, Given?]>([
  ["a day that may be two", "Since", "03/04/2026"],
  [
    "a date where the mapping has several forms",
    "Since",
    "2025-12-31",
    { fields: { deployed_on: { column: "Since", date: ["DD.MM.YYYY", "YYYY"] } } },
  ],
  [
    "a date where the mapping has months only",
    "Since",
    "2025-12-31",
    { fields: { deployed_on: { column: "Since", date: "MM/YYYY" } } },
  ],
  ["a word that is none", "Phase", "running"],
  [
    "a word that two keys differ from",
    "Phase",
    "live",
    { fields: { stage: { column: "Phase", values: { Live: "production", LIVE: "pilot" } } } },
  ],
  [
    "a cell that an id is made of",
    "Phase",
    "live",
    { fields: { id: { columns: ["System", "Phase"], as: "derived-id" } } },
  ],
  [
    "a cell that another field takes as it is",
    "Phase",
    "live",
    { fields: { name: { column: "Phase", blank: "error" } } },
  ],
  ["space in a column that nothing uses", "Remarks", "  x "],
  [
    "a cell that two fields would have in two ways",
    "Phase",
    "live",
    { fields: { criticality: { column: "Phase", values: { LIVE: "critical" }, blank: "error" } } },
  ],
  [
    "a cell that would contradict another then",
    "Phase",
    "live",
    {
      fields: {
        evaluations: { column: "Phase", values: { Live: [] }, otherwise: null },
        "evaluations[0].id": { constant: "e" },
        "evaluations[0].independence": { constant: "internal" },
        "evaluations[0].status": { column: "Risk", values: { critical: "planned" }, blank: "none" },
      },
    },
  ],
  [
    "a text that has more parts in NFC",
    "System",
    "DE\u037EFR",
    {
      fields: {
        "alternatives[0].status": { constant: "planned" },
        "alternatives[0].jurisdiction": { column: "System", list: { separator: ";" }, blank: "none" },
      },
    },
  ],
])("--fix leaves in a table %s to a person, and writes no file for it", async (_, column, cell, given) => {
  const { out, bytes } = await fixed(csv(columns, withCell(column, cell)), given);
  expect(out).toContain("Nothing in");
  expect(bytes).toBeUndefined();
});

test("the diff names line and column; what is left is reported of the new file", async () => {
  const other = ["w-2", '"Two\nlines"', "live", "grave", "", ""];
  const { status, out } = await fixed(csv(columns, other, withCell("Since", "2025-12-31"), ["too", "short "]));
  expect(out).toContain(
    `--- ${at("a.csv")}\n+++ ${at("a.fixed.csv")}\n@@ 2 column "Phase" tax w-2 /stage value-not-mapped @@\n-"live"\n+"Live"\n` +
      `@@ 4 column "Since" tax w-1 /deployed_on date-not-read @@\n-"2025-12-31"\n+"31.12.2025"\nMended 2 values`,
  );
  expect(out).toContain(`${at("a.fixed.csv")}:2: tax w-2 /criticality (column "Risk") value-not-mapped`);
  expect(out).toContain(`${at("a.fixed.csv")}:5: `);
  expect(status).toBe(1);
});

test("a letter that the file's encoding has not is not written", async () => {
  // An a with a circumflex, and an acute accent of its own, as Windows-1258 writes Vietnamese.
  const content = Buffer.from(csv(columns, withCell("System", "\u00e2\u00ec")), "latin1");
  expect((await fixed(content, { file: { encoding: "windows-1258" } })).out).toContain("Nothing in");
});

test("as JSON a change has its column's name", async () => {
  const { out } = await fixed(csv(columns, withCell("Phase", "live")), { more: { output: "json" } });
  expect(JSON.parse(out)).toMatchObject({
    fixed: { changes: [{ line: 2, column: null, column_name: "Phase", before: "live", after: "Live" }] },
  });
});

test("only the rows of the agency that is asked for are mended", async () => {
  const agency = { column: "Remarks" };
  const rows = ["tax", "labour"].map((name) => [...withCell("Phase", "live").slice(0, 5), name]);
  const { bytes } = await fixed(csv(columns, ...rows), { agency, more: { agency: "labour" } });
  expect(bytes?.toString()).toBe(csv(columns, rows[0] ?? [], [...right.slice(0, 5), "labour"]));
});

test("a spreadsheet, a preset and an encoding that cannot be written stop in two lines, and nothing is written over", async () => {
  const stopped = [
    await fixed(writeXlsx({ rows: [columns, withCell("Phase", "live")] }), { name: "a.xlsx" }),
    await fixed(csv(columns, withCell("System", "x")), { file: { encoding: "shift_jis" } }),
    await fixed(inventory, { more: { mapping: undefined, preset: "omb-2025", referenceDate: "2025-12-31" } }),
    await fixed(csv(columns, withCell("Phase", "live")), { more: { fixTo: at("a.csv") } }),
  ];
  expect(stopped.map(({ status, out, err }) => [status, out, err.trimEnd().split("\n").length])).toEqual(
    stopped.map(() => [2, "", 2]),
  );
  expect(stopped.map(({ err }) => err).join("")).toMatch(/spreadsheet.*shift_jis.*preset omb-2025.*there already/s);
});

const inventory =
  "agency,agency_name,id,use_case_name,agency_bureau,development_stage,is_high_impact,topic_area,operational_date,vendor_name,hi_independent_review\n" +
  "VA,Veterans,1,One,,Deployed,High-impact,IT,Sep-22,N/A,CAIO Review\n";

test("a gzip is written as plain text", async () => {
  await fixed(gzipSync(csv(columns, withCell("Phase", "live"))), { name: "a.csv.gz" });
  expect(readFileSync(at("a.fixed.csv"), "utf8")).toBe(csv(columns, right));
});

test("a row that the mapping is not about stays as it is", async () => {
  const content = csv(
    columns,
    ["w-1 ", "A", "Live", "critical", "", "2022"],
    ["w-1 ", "A", "Live", "critical", "", " 2023"],
  );
  const { bytes } = await fixed(content, { rows: { column: "Remarks", is: 2023 } });
  expect(bytes?.toString()).toBe(content.replace(/w-1 (?=,A,Live,critical,, 2023)/, "w-1"));
});
