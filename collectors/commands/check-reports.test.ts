import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { check, type CheckOptions } from "./check.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

async function checked(content: string, more: Partial<CheckOptions> = {}, name = "a b.ndjson") {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  world.forget();
  const status = await check({ file, ...more }, world);
  return { status, file, out: world.stdout(), err: world.stderr() };
}

const header = '{"schema_version":1,"reference_date":"2026-09-30","complete":true}';
const withHeader = (...lines: string[]): string =>
  `${[header.replace("true}", `true,"records":${lines.length}}`), ...lines].join("\n")}\n`;
const record = (members: string): string =>
  `{"id":"w","name":"é😀\\"","criticality":"critical","stage":"pilot"${members}}`;
const wrong = record(',"deployed_on":"31.12.2025"');
const doubtful = record(
  ',"evaluations":[{"id":"e","status":"completed","outcome":"passed","independence":"internal"}]',
);

test.each([
  ["a value, in characters", record(',"regulated": ▸1')],
  ["a field that is not known: its name", record(',▸"regulatet": 1')],
  ["an item of a list", record(',"components":[{"layer":"data"} , ▸7]')],
  ["a value inside an item", record(',"components":[{"layer":"data"},{"layer":"data","weights":▸"Open"}]')],
  ["a key given twice: the second", record(',▸"id":"v"')],
  ["a value that is missing: the object without it", `▸${record("").replace(',"stage":"pilot"', "")}`],
  ["a line that does not parse: the place", '{"id":"w",▸x}'],
  ["a line that ends too early: its end", '{"id":"w",▸'],
])("a fault has the line and column of %s", async (_, marked) => {
  const { out } = await checked(withHeader(record("").replace('"w"', '"v"'), marked.replace("▸", "")), {
    output: "json",
  });
  const { errors } = JSON.parse(out) as { errors: { line: number; column: number }[] };
  // The emoji before it is one character, and two units of JavaScript.
  const column = Array.from(marked.slice(0, marked.indexOf("▸"))).length + 1;
  expect(errors.map((error) => [error.line, error.column])).toEqual([[3, column]]);
});

test("in a document over several lines the line is that of the value", async () => {
  const document = JSON.stringify(
    { schema_version: 1, reference_date: "2026-13-30", complete: true, records: 1, workloads: [JSON.parse(wrong)] },
    undefined,
    2,
  );
  const { out } = await checked(document, { output: "json" }, "a.json");
  const { errors } = JSON.parse(out) as { errors: { line: number; column: number; pointer: string }[] };
  const lines = document.split("\n");
  for (const { line, column, pointer } of errors)
    expect(lines[line - 1]!.slice(column - 1)).toBe(pointer === "/reference_date" ? '"2026-13-30",' : '"31.12.2025"');
  expect(errors).toHaveLength(2);
});

test("text: one line with place, code, expected and found, one with what to do, sums at the end", async () => {
  const { out, file } = await checked(withHeader(wrong, doubtful.replace('"w"', '"v"')));
  expect(out.split("\n").slice(0, 2)).toEqual([
    `${file}:2:80: w /deployed_on invalid-date: expected a date that exists, YYYY-MM-DD, from 1950-01-01 to 2199-12-31, found "31.12.2025"`,
    "    Write it as YYYY-MM-DD; leave the field out when the day is not known.",
  ]);
  expect(out).toMatch(/Errors: .*\n {2}1 {2}invalid-date: .*\nWarnings: .*\n {2}1 {2}completed-without-date: .*\n$/);
});

/** The parts of SARIF 2.1.0's schema that a report has, closed, so that what the standard does not know is noticed. */
const object = (properties: object, required: string[] = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const string = { type: "string" };
const message = object({ text: string });
const natural = { type: "integer", minimum: 0 };
const fromOne = { type: "integer", minimum: 1 };
const level = { enum: ["none", "note", "warning", "error"] };
const sarif = object({
  $schema: string,
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    items: object({
      tool: object({
        driver: object({
          name: string,
          version: string,
          rules: {
            type: "array",
            uniqueItems: true,
            items: object(
              {
                id: string,
                shortDescription: message,
                help: object({ text: string, markdown: string }),
                helpUri: string,
                defaultConfiguration: object({ level }),
              },
              ["id", "shortDescription", "defaultConfiguration"],
            ),
          },
        }),
      }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      artifacts: { type: "array", uniqueItems: true, items: object({ location: object({ uri: string }) }) },
      results: {
        type: "array",
        items: object({
          ruleId: string,
          ruleIndex: natural,
          level,
          message,
          locations: {
            type: "array",
            items: object({
              physicalLocation: object({
                artifactLocation: object({ uri: string, index: natural }),
                region: object({ startLine: fromOne, startColumn: fromOne }, ["startLine"]),
              }),
              logicalLocations: {
                type: "array",
                uniqueItems: true,
                items: object({ fullyQualifiedName: string, kind: string }),
              },
            }),
          },
          partialFingerprints: { type: "object", additionalProperties: string },
        }),
      },
      invocations: {
        type: "array",
        items: object({ executionSuccessful: { type: "boolean" }, exitCode: { type: "integer" } }),
      },
    }),
  },
});
const isSarif = new Ajv2020().compile<{
  runs: {
    tool: { driver: { rules: { id: string; helpUri: string }[] } };
    artifacts: { location: { uri: string } }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      locations: { physicalLocation: { region: object } }[];
    }[];
  }[];
}>(sarif);
const sarifOf = (text: string) => {
  const document: unknown = JSON.parse(text);
  if (!isSarif(document)) throw new Error(JSON.stringify(isSarif.errors));
  return document.runs[0]!;
};

test("SARIF: results with their places, and rules that lead to their pages", async () => {
  const { status, out, file } = await checked(withHeader(wrong, doubtful.replace('"w"', '"v"')), { output: "sarif" });
  const { tool, artifacts, results } = sarifOf(out);
  expect(status).toBe(1);
  expect(
    results.map(({ ruleId, level: of, locations }) => [ruleId, of, locations[0]?.physicalLocation.region]),
  ).toEqual([
    ["invalid-date", "error", { startLine: 2, startColumn: 80 }],
    ["completed-without-date", "warning", { startLine: 3, startColumn: 81 }],
  ]);
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true]);
  expect(tool.driver.rules.map(({ helpUri }) => existsSync(fileURLToPath(helpUri)))).toEqual([true, true]);
  expect(fileURLToPath(artifacts[0]!.location.uri)).toBe(file);
});

test("SARIF of a published inventory names the doubtful cells; of a good file it has no result", async () => {
  expect(sarifOf((await checked(withHeader(record("")), { output: "sarif" })).out).results).toEqual([]);
  const columns =
    "agency,agency_name,id,use_case_name,agency_bureau,development_stage,is_high_impact,topic_area,operational_date,vendor_name,hi_independent_review";
  const csv = `${columns}\nVA,Veterans,1,One,,Deployed,High-impact,IT,soon,N/A,CAIO Review\n`;
  const { out } = await checked(csv, { output: "sarif", preset: "omb-2025", referenceDate: "2025-12-31" }, "a.csv");
  const [found] = sarifOf(out).results.filter(({ ruleId }) => ruleId === "date-unreadable");
  expect(found).toMatchObject({
    level: "warning",
    message: { text: expect.stringContaining('column "operational_date", found "soon"') },
    locations: [{ physicalLocation: { region: { startLine: 2 } } }],
  });
});

/** Tags with their attributes, in order; throws where XML is not well formed as far as a report uses it. */
function tagsOf(xml: string): [name: string, attributes: Record<string, string>][] {
  const open: string[] = [];
  const tags: [string, Record<string, string>][] = [];
  const rest = xml.replace(
    /<\?xml [^?]*\?>\n|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
    (_, closes: string, name: string | undefined, attributes: string, isEmpty: string) => {
      if (name === undefined) return "";
      if (closes) expect(open.pop()).toBe(name);
      else {
        tags.push([
          name,
          Object.fromEntries([...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
        ]);
        if (!isEmpty) open.push(name);
      }
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#9|#10);)/);
  expect(rest).not.toContain("\u0000");
  return tags;
}

test("JUnit: a case for each rule, failed where it is an error, and texts that cannot break the XML", async () => {
  const hostile = record(',"stage":1').replace('"pilot",', '"]]><&\\u0000",').replace(',"stage":1', "");
  const { out } = await checked(
    withHeader(wrong, doubtful.replace('"w"', '"v"'), hostile.replace('"w"', '"x"')),
    { output: "junit" },
    "a<&>.ndjson",
  );
  const tags = tagsOf(out);
  expect(tags.filter(([name]) => name === "testsuite")[0]?.[1]).toMatchObject({
    tests: "4",
    failures: "2",
    errors: "0",
  });
  expect(
    tags.filter(([name]) => name === "testcase").map(([, { name, line }]) => [name?.replace(/.*: /, ""), line]),
  ).toEqual([
    ["3 records read", undefined],
    ["completed-without-date", "3"],
    ["invalid-date", "2"],
    ["unknown-value", "4"],
  ]);
  expect(tags.filter(([name]) => name === "failure").map(([, { type }]) => type)).toEqual([
    "invalid-date",
    "unknown-value",
  ]);
  expect(tagsOf((await checked(withHeader(record("")), { output: "junit" })).out)[1]?.[1]).toMatchObject({
    tests: "1",
    failures: "0",
  });
});

test.each(["sarif", "junit"] as const)(
  "a file that cannot be read is an error in %s too; wrong usage is two lines",
  async (output) => {
    const { status, out } = await checked("", { output });
    expect(status).toBe(1);
    expect(out).toContain("file-unreadable");
    expect(out).toContain("is empty");
    world.forget();
    expect(await check({ file: join(world.folder, "none"), output }, world)).toBe(2);
    expect([world.stdout(), world.stderr().trimEnd().split("\n")]).toEqual([
      "",
      [expect.any(String), expect.any(String)],
    ]);
  },
);
