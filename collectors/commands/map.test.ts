import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { writeXlsx } from "../testing/write-xlsx.ts";
import { check } from "./check.ts";
import { mapCheck } from "./map-check.ts";
import { mapInit } from "./map-init.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  return file;
};

/** A register as an office might keep it, in German and in Windows-1252. */
const register = Buffer.from(
  `Kennung;Bezeichnung;Behörde;Phase;Kritikalität;Einsatz seit;Anbieter;Hochrisiko;Prüfdatum;Bemerkung
A-1;Assistent;Finanzamt;produktiv;hoch;01.02.2024;Acme GmbH;ja;03.04.2024;x
A-2;Sortierer;Finanzamt;Pilotbetrieb;niedrig;;Acme GmbH;nein;;
A-3;Prüfer;Zollamt;geplant;hoch;13.02.2025;;ja;;
`,
  "latin1",
);

async function begun(name: string, content: string | Uint8Array) {
  const file = written(name, content);
  expect(await mapInit({ file }, world)).toBe(0);
  const to = file.replace(/\.\w+$/, ".mapping.yaml");
  return { file, to, text: readFileSync(to, "utf8") };
}

test("init guesses columns by name and content with its confidence, and leaves every blank and every doubtful value to a person", async () => {
  const { file, to, text } = await begun("register.csv", register);
  expect(world.stdout()).toContain(`Wrote ${to}: 10 columns, 3 rows, 6 decisions for you.`);
  expect(text).toContain('delimiter: ";"');
  expect(text).toContain("encoding: windows-1252 # a guess");
  expect(text).toContain('  # guessed from "Kennung", by its name and what is in it (confidence high)\n');
  expect(text).toContain(
    '  # none blank, all different; such as "A-1", "A-2", "A-3"\n  id:\n    column: "Kennung"\n    blank: error\n',
  );
  expect(text).toContain(
    '      "produktiv": "production" # 1 row, guessed\n      "Pilotbetrieb": "pilot" # 1 row, guessed\n',
  );
  expect(text).toContain('      "hoch": DECIDE # 2 rows\n      "niedrig": DECIDE # 1 row\n');
  expect(text).toContain("    date: DD.MM.YYYY\n    blank: DECIDE # 1 cell of 3 is blank: not-reported or error\n");
  expect(text).toContain('#   "Bemerkung": 2 of 3 blank; such as "x"');
  world.forget();
  expect(await check({ file, mapping: to }, world)).toBe(2);
  expect(world.stderr()).toContain("6 decisions wait");
  expect(world.stderr()).toContain(
    "fields > criticality > values > hoch: what does it stand for: one of critical, non-critical, not-assessed?",
  );
});

test("once decided, what init wrote is a mapping that check accepts", async () => {
  const { file, to, text } = await begun("register.csv", register);
  const decided = text
    .replace('"hoch": DECIDE', '"hoch": critical')
    .replace('"niedrig": DECIDE', '"niedrig": non-critical')
    .replace("constant: DECIDE", "constant: completed")
    .replaceAll("blank: DECIDE", "blank: not-reported");
  writeFileSync(to, decided);
  world.forget();
  expect(await check({ file, mapping: to, output: "json" }, world)).toBe(0);
  expect(JSON.parse(world.stdout())).toMatchObject({
    format: "mapping",
    records: 3,
    errors: [],
    agencies: [
      { agency: "finanzamt", records: 2 },
      { agency: "zollamt", records: 1 },
    ],
  });
});

test("init does not guess between day and month, finds the header under a title, and names the other sheets", async () => {
  const rows = [
    ["Inventory of systems 2026"],
    [],
    ["System", "Go live", "Users"],
    ["One", "03/04/2024", 12],
    ["Two", "05/06/2024", 7],
  ];
  const { text } = await begun("a.xlsx", writeXlsx({ rows }));
  expect(text).toContain("header_row: 3 # the rows above it look like a title");
  expect(text).toContain("date: DECIDE # DD/MM/YYYY or MM/DD/YYYY: no cell tells which");
  expect(text).toContain('# no column is called an id; columns whose cells are all different: "System"');
  expect(text).toMatch(/stage:\n {4}constant: DECIDE # planned, development/);
});

test("init writes over nothing, and to standard output when asked", async () => {
  const { file, to } = await begun("register.csv", register);
  world.forget();
  expect(await mapInit({ file }, world)).toBe(2);
  expect(world.stderr()).toBe(`${to} is there already.\nGive another name with --to, or remove it.\n`);
  expect(await mapInit({ file, to: "-" }, world)).toBe(0);
  expect(world.stdout()).toContain("version: 1\nfile:\n");
});

const mapping = `version: 1
file: {delimiter: ";"}
agency: nl-tax
fields:
  id: {column: Ref}
  name: {column: System}
  criticality: {constant: critical}
  stage: {column: Phase, values: {Live: production}}
  evaluations[0].id: {constant: review}
  evaluations[0].status: {constant: completed}
  evaluations[0].completed_on: {column: Reviewed, blank: none}
`;
const table =
  "Ref;System;Phase;Reviewed;Remark\nA-1;A system with a name that is rather long for a terminal;Live;2024-01-02;hm\nA-2;Two;Gone;;\n";

test("map check shows cells and record side by side, within the terminal", async () => {
  const file = written("a.csv", table);
  const options = { file, mapping: written("m.yaml", mapping), rows: 3 };
  expect(await mapCheck(options, { ...world, outColumns: 64 })).toBe(1);
  const tables = world
    .stdout()
    .split("\n")
    .filter((line) => /^ {2}[^ !~]/.test(line));
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter((line) => line.length > 64)).toEqual([]);
  world.forget();
  expect(await mapCheck(options, world)).toBe(1);
  const lines = world.stdout().split("\n");
  const row = (line: string) => line.trim().split(/ {2,}/);
  expect(lines[0]).toBe(`${file}:2 of agency nl-tax`);
  expect(lines.map(row)).toContainEqual(["Phase", "Live", "stage", "production"]);
  expect(lines.map(row)).toContainEqual(["(constant)", "evaluations[0].id", "review"]);
  expect(lines.map(row)).toContainEqual(["Remark", "hm", "(not used)"]);
  expect(lines.map(row)).toContainEqual(["Phase", "Gone", "stage", "! error, see below"]);
  expect(lines.map(row)).toContainEqual(["(no entry)", "evaluations", "[] (none)"]);
  expect(world.stdout()).toContain('! column "Phase" value-not-mapped: expected one of planned');
});

test("map check gives the same as one document", async () => {
  const file = written("a.csv", table);
  expect(await mapCheck({ file, mapping: written("m.yaml", mapping), rows: 1, output: "json" }, world)).toBe(0);
  const document = JSON.parse(world.stdout()) as { rows: { line: number; record: object; fields: object[] }[] };
  expect(document.rows).toHaveLength(1);
  expect(document.rows[0]?.record).toMatchObject({
    id: "A-1",
    stage: "production",
    evaluations: [{ completed_on: "2024-01-02" }],
  });
  expect(document.rows[0]?.fields).toContainEqual({
    field: "stage",
    column: "Phase",
    cell: "Live",
    value: "production",
  });
});

test("check tells a spreadsheet's errors by sheet, row and column", async () => {
  const rows = [["Ref", "System", "Phase", "Reviewed"], [], ["A-1", "One", "Gone", null]];
  const file = written("a.xlsx", writeXlsx({ rows }));
  expect(await check({ file, mapping: written("m.yaml", mapping) }, world)).toBe(1);
  expect(world.stdout()).toContain(
    `${file}[Sheet1]:3: nl-tax A-1 /stage (column "Phase") value-not-mapped: expected one of`,
  );
  expect(world.stdout()).toContain("1  value-not-mapped: A cell holds a value that the field does not take");
  expect(world.stdout()).toContain("1 record, 1 error,"); // and not that the stage is missing
});

test("a table without a mapping says how to get one", async () => {
  const file = written("a.xlsx", writeXlsx({ rows: [["a"], ["b"]] }));
  expect(await check({ file }, world)).toBe(2);
  expect(world.stderr()).toContain(`Write a mapping (sparewheel map init ${file})`);
});

test("init lists suppliers with their ids and leaves cells that name nobody, or the agency itself, to a person", async () => {
  const names = ["Acme, Inc.", "N/A", "Acme, Inc.", "n.v.t.", "-", "In-house", "Ånd AS"];
  const { text } = await begun("r.csv", `id,vendor\n${names.map((name, at) => `${at},"${name}"\n`).join("")}`);
  expect(text).toContain('#   "Acme, Inc." (2 rows): acme-inc\n');
  expect(text).toContain('#   "Ånd AS" (1 row): and-as\n');
  for (const name of ["N/A", "n.v.t.", "-", "In-house"])
    expect(text).toContain(`      ${JSON.stringify(name)}: DECIDE # 1 row: null, or`);
  expect(text).toContain("What the agency built itself has the agency as its");
  // The mapping waits for them: an id made of N/A would be a supplier.
  expect(text).not.toContain(": n-a");
});

test("init takes the column of names before one of sentences, and leaves one that is nearly empty alone", async () => {
  const prose = "The tool was designed and built by a company that we have worked with for years.";
  const rows = Array.from({ length: 30 }, (_, at) => `${at},${prose}${at},Acme,${at === 7 ? "No" : ""}\n`).join("");
  const { text } = await begun("r.csv", `id,vendor,vendor_name,Risk class\n${rows}`);
  expect(text).toMatch(/components\[0\]\.provider:\n {4}column: "vendor_name"/);
  expect(text).toContain('#   "Risk class": 29 of 30 blank');
});

test("init notices a reporting year, a sheet that lies sideways, and other sheets", async () => {
  const years = await begun("y.csv", "id,year,name\na,2022,A\nb,2022,B\na,2023,A\n");
  expect(world.stdout()).toContain('"year" looks like the reporting year');
  expect(years.text).toContain('# rows: { column: "year", is: 2023 }\n');
  world.forget();
  const labels = ["Name", "Department", "Status", "Vendor", "Live since", "Remarks"];
  await begun("s.xlsx", writeXlsx({ rows: labels.map((label, at) => [label, `one ${at}`, `two ${at}`]) }));
  expect(world.stdout()).toContain(
    'This sheet seems to lie sideways: the cells of one column ("Name", "Department", "Status"',
  );
  world.forget();
  await begun("register.csv", register);
  expect(world.stdout()).not.toMatch(/sideways|reporting year|sheet/);
});

test("map check --ids gives an overlay to begin with, which changes nothing until it is filled in", async () => {
  const file = written("a.csv", `${table}=A-3;"=cmd|x, y";Live;;\n`.replace("Gone", "Live").replace("=A-3", "A-3"));
  const options = { file, mapping: written("m.yaml", mapping), rows: 3, ids: true };
  world.forget();
  expect(await mapCheck(options, world)).toBe(0);
  expect(world.stdout()).toBe(
    "id,name,criticality\nA-1,A system with a name that is rather long for a terminal,\nA-2,Two,\nA-3,,\n",
  );
  const overlay = written("overlay.csv", world.stdout().replace("Two,", "Two,non-critical"));
  world.forget();
  expect(await check({ file, mapping: options.mapping, overlay, output: "json" }, world)).toBe(0);
  const { sums, agencies } = JSON.parse(world.stdout()) as { sums: Record<string, object>; agencies: object[] };
  // The mapping's constant is not what the file reports, so nothing is overridden.
  expect(sums.source_warnings).toEqual({});
  expect(agencies).toMatchObject([{ criticality: { critical: 2, non_critical: 1 } }]);
  world.forget();
  const wrong = written("b.csv", table);
  expect(await mapCheck({ ...options, file: wrong }, world)).toBe(1);
  expect(world.stdout()).toBe("id,name,criticality\nA-1,A system with a name that is rather long for a terminal,\n");
  expect(world.stderr()).toContain("1 row has an error and is left out, the first on line 3.");
});

test("sums say which column they are about and how many of its cells, errors and what was noticed alike", async () => {
  const rows = "A-1;One;Gone;2024-01-02;\nA-2;Two;Gone;;\nA-3;Three;Live;;\n";
  const file = written("a.csv", table.split("\n")[0] + `\n${rows}`);
  world.forget();
  expect(await check({ file, mapping: written("m.yaml", mapping), quiet: true }, world)).toBe(1);
  expect(world.stdout()).toMatch(/ {2}2 {2}value-not-mapped: .*\n {8}column "Phase": 2 of 3 rows\n/);
  const dated = mapping.replace("{column: Reviewed", "{column: Reviewed, date: YYYY-MM");
  const months = written("b.csv", "Ref;System;Phase;Reviewed;Remark\nA-1;One;Live;2024-01;\nA-2;Two;Live;2024-02;\n");
  world.forget();
  expect(await check({ file: months, mapping: written("m.yaml", dated), quiet: true }, world)).toBe(0);
  expect(world.stdout()).toMatch(/ {2}2 {2}date-approximate: .*\n {8}column "Reviewed": 2 of 2 rows\n/);
});
