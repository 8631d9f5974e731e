import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { check } from "../commands/check.ts";
import { openSource } from "../sources/open-source.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { recordsOf } from "../testing/records-of.ts";
import { writeXlsx } from "../testing/write-xlsx.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
beforeEach(() => world.forget());
afterAll(async () => world.remove());

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  return file;
};
const workload = (id: string, more: object = {}) => ({
  id,
  name: "n",
  criticality: "critical",
  stage: "pilot",
  ...more,
});
const ndjson = (...lines: object[]): string =>
  written("a.ndjson", lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

async function overlaid(overlay: string, file: string, more: { agency?: string } = {}) {
  const source = await openSource({ file, overlay, ...more });
  const records = await recordsOf(source);
  const warnings = [...records.flatMap((record) => record.warnings), ...(source.lastWarnings?.() ?? [])];
  return {
    workloads: records.map((record) => {
      const { name, criticality, stage, ...rest } = record.workload as Record<string, unknown>;
      void [name, criticality, stage];
      return rest;
    }),
    warnings: warnings.map(({ code, line, column, found, file: other }) => [
      code,
      line,
      column,
      found,
      other === overlay,
    ]),
  };
}

const fallback = { id: "f", kind: "manual", jurisdiction: "NL", drills: [{ on: "2026-01-02", succeeded: true }] };
const rows = [
  [
    "id",
    "fallbacks[0].id",
    "fallbacks[0].kind",
    "fallbacks[0].jurisdiction",
    "fallbacks[0].drills[0].on",
    "fallbacks[0].drills[0].succeeded",
    "findings",
  ],
  ["a", "f", "manual", "NL", "2026-01-02", "true", ""],
  ["b", "", "", "", "", "", "[]"],
  ["z", "f", "manual", "", "", "", ""],
];

test.each<[string, () => string]>([
  ["CSV", () => written("o.csv", rows.map((row) => row.join(",")).join("\n"))],
  [
    "XLSX",
    () =>
      written(
        "o.xlsx",
        writeXlsx({ rows: rows.map((row) => row.map((cell) => (cell === "2026-01-02" ? { date: cell } : cell))) }),
      ),
  ],
  [
    "YAML",
    () =>
      written(
        "o.yaml",
        `a: {"fallbacks[0].id": f, "fallbacks[0].kind": manual, "fallbacks[0].jurisdiction": NL, fallbacks: [{id: f, kind: manual, drills: [{on: 2026-01-02, succeeded: true}]}]}\nb: {findings: []}\n\nz:\n  fallbacks[0].id: f\n  fallbacks[0].kind: manual\n`,
      ),
  ],
])("%s adds what the source does not have, by id; an id that no record has is told with its line", async (_, make) => {
  const overlay = make();
  expect(await overlaid(overlay, ndjson(workload("a"), workload("b"), workload("c")))).toEqual({
    workloads: [{ id: "a", fallbacks: [fallback] }, { id: "b", findings: [] }, { id: "c" }],
    warnings: [["overlay-id-unknown", 4, "id", "z", true]],
  });
});

test("what the overlay gives wins over what the source reports, and each such place is told; the same value is no contradiction", async () => {
  const source = workload("a", { deployed_on: "2024-01-01", regulated: true, fallbacks: [], findings: null });
  const overlay = written(
    "o.yaml",
    "a:\n  deployed_on: 2024-01-02\n  regulated: true\n  fallbacks[0].id: f\n  fallbacks[0].kind: manual\n  findings: []\n",
  );
  expect(await overlaid(overlay, ndjson(source))).toEqual({
    workloads: [
      { id: "a", deployed_on: "2024-01-02", regulated: true, fallbacks: [{ id: "f", kind: "manual" }], findings: [] },
    ],
    warnings: [
      ["overlay-overrides", 2, "deployed_on", "2024-01-01", true],
      ["overlay-overrides", 4, "fallbacks[0].id", "[] (none)", true],
    ],
  });
});

test("an entry's place counts in the source's list: it gets the field, or comes behind the last; a whole list takes its place", async () => {
  const source = workload("a", { components: [{ layer: "model", provider: "acme" }] });
  const of = async (yaml: string) => (await overlaid(written("o.yaml", yaml), ndjson(source))).workloads[0]?.components;
  expect(await of('a: {"components[0].weights": open}')).toEqual([
    { layer: "model", provider: "acme", weights: "open" },
  ]);
  expect(await of('a: {"components[2].layer": data, "components[2].product": p}')).toEqual([
    { layer: "model", provider: "acme" },
    { layer: "data", product: "p" },
  ]);
  expect(await of('a: {components: [{layer: energy}], "components[1].layer": memory}')).toEqual([
    { layer: "energy" },
    { layer: "memory" },
  ]);
  expect(await of("a: {components: null}")).toBeUndefined();
});

test("of several agencies the same id is told apart by a column agency, and with --agency only its records count", async () => {
  const mapping = written(
    "m.yaml",
    "version: 1\nagency: {column: who}\nfields: {id: {column: id}, name: {constant: n}, criticality: {constant: critical}, stage: {constant: pilot}}",
  );
  const file = written("a.csv", "who,id\nx,1\ny,1\n");
  const overlay = written("o.csv", "agency,id,regulated\nx,1,true\ny,2,false\n");
  const regulated = async (agency?: string) => {
    const source = await openSource({ file, mapping, overlay, agency });
    return (await recordsOf(source)).map((record) => (record.workload as { regulated?: boolean }).regulated);
  };
  expect(await regulated()).toEqual([true, undefined]);
  expect(await regulated("y")).toEqual([undefined, undefined]);
  const untold = written("u.csv", "id,regulated\n1,true\n");
  const records = await recordsOf(await openSource({ file, mapping, overlay: untold }));
  expect(records.map(({ faults }) => faults?.map(({ code }) => code))).toEqual([[], ["overlay-ambiguous"]]);
  const chosen = await recordsOf(await openSource({ file, mapping, overlay: untold, agency: "y" }));
  expect(chosen.map((record) => (record.workload as { regulated?: boolean }).regulated)).toEqual([undefined, true]);
});

test.each<[string, string, string, string[]]>([
  [
    "headers that are no fields",
    "o.csv",
    "id,fallback[0].kind\na,manual\n",
    [
      'line 1: expected a field of the workload record as a header, found "fallback[0].kind" (similar: fallbacks[0].kind)',
    ],
  ],
  ["no column id", "o.csv", "workload,regulated\na,true\n", ["line 1: expected a column id"]],
  [
    "values that the record does not take",
    "o.csv",
    "id,stage,deployed_on\na,live,31.1.2024\n",
    ["line 2: column stage: expected one of planned", "line 2: column deployed_on: expected a date as YYYY-MM-DD"],
  ],
  [
    "an id twice",
    "o.csv",
    "id,regulated\na,true\na,false\n",
    ['line 3: expected each id once, found "a" as on line 2'],
  ],
  [
    "YAML values that the record does not take",
    "o.yaml",
    "a:\n  stage: live\n  fallbacks: [{kind: manual}]\n  evaluation: []\n",
    [
      "line 2: a, stage: expected one of",
      "line 3: a, fallbacks: expected a text, found nothing",
      "line 4: a, evaluation: expected a field of the workload record, found this one (similar: evaluations)",
    ],
  ],
])("an overlay with %s is refused, every fault with its line", async (_, name, content, words) => {
  const failure: unknown = await overlaid(written(name, content), ndjson(workload("a"))).catch(
    (error: unknown) => error,
  );
  for (const word of words) expect(failure).toHaveProperty("message", expect.stringContaining(word));
});

test("check counts the overlay's warnings, says what to do, and leads from a broken rule to the overlay's line", async () => {
  const overlay = written("o.csv", "id,components[0].layer,components[0].provider\na,model,not an id!\nz,model,\n");
  const file = ndjson(workload("a"));
  expect(await check({ file, overlay }, world)).toBe(1);
  expect(world.stdout()).toContain(
    `/components/0/provider (column "components.0.provider of ${overlay}:2") invalid-id`,
  );
  expect(world.stdout()).toContain(`${overlay}:3: column "id" overlay-id-unknown: found "z"`);
  expect(world.stdout()).toContain("1  overlay-id-unknown: an id of the overlay occurs in no record of the file");
});

test("what an overlay gives is no longer doubtful in an inventory, and an id that is repeated stays so", async () => {
  const columns =
    '"Use Case Name",Agency,"Agency Abbreviation",Bureau,"Use Case Topic Area","Stage of Development","Is the AI use case rights-impacting, safety-impacting, both, or neither?","Date Initiated","Date Implemented","Date Retired","Has an independent evaluation of the AI use case been conducted?"';
  const row = "One,Veterans,VA,,,,Neither,soon,,,\n";
  const file = written("a.csv", `${columns}\n${row}${row}`);
  const given = { file, preset: "omb-2024", referenceDate: "2024-12-31" } as const;
  const codesOf = (records: Awaited<ReturnType<typeof recordsOf>>) => records[1]?.warnings.map(({ code }) => code);
  const plain = await recordsOf(await openSource(given));
  expect(codesOf(plain)).toEqual(["id-repeated", "stage-not-reported", "date-unreadable"]);
  const { id } = plain[1]!.workload as { id: string };
  const overlay = written("o.yaml", `${id}:\n  name: Two\n  initiated_on: 2024-02-03\n`);
  expect(codesOf(await recordsOf(await openSource({ ...given, overlay })))).toEqual([
    "id-repeated",
    "stage-not-reported",
    "overlay-overrides",
  ]);
});

test("a preset's file takes an overlay too", async () => {
  const columns =
    "agency,agency_name,id,use_case_name,agency_bureau,development_stage,is_high_impact,topic_area,operational_date,vendor_name,hi_independent_review";
  const file = written("a.csv", `${columns}\nVA,Veterans,VA-1,One,,Deployed,High-impact,IT,2024-01-01,Acme,\n`);
  const overlay = written(
    "o.yaml",
    "VA-1:\n  fallbacks[0].id: f\n  fallbacks[0].kind: manual\n  components[0].weights: closed\n",
  );
  const source = await openSource({ file, preset: "omb-2025", referenceDate: "2025-12-31", overlay });
  expect((await recordsOf(source))[0]?.workload).toMatchObject({
    components: [{ provider: "acme", weights: "closed" }],
    fallbacks: [{ id: "f", kind: "manual" }],
  });
});
