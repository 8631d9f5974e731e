import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { check } from "./check.ts";
import { mapCheck } from "./map-check.ts";

let world: CommandWorld;
beforeEach(async () => {
  world = await createCommandWorld();
});
afterEach(async () => world.remove());

const written = (name: string, content: string): string => {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  return file;
};
const workload = (id: string, criticality: string, stage = "production", name = "Name") =>
  `{"id":"${id}","name":"${name}","criticality":"${criticality}","stage":"${stage}"}\n`;
const ndjson = (lines: string, complete = true): string =>
  `{"schema_version":1,"reference_date":"2026-09-30","complete":${complete},"records":${lines.split("\n").length - 1}}
${lines}`;

async function saidOf(lines: string, complete = true): Promise<string> {
  world.forget();
  expect(await check({ file: written("a.ndjson", ndjson(lines, complete)), quiet: true }, world)).toBe(0);
  return world.stdout();
}

test("a file of which no workload is critical and in production says which figures will be empty and what to do", async () => {
  const unassessed = await saidOf(workload("a", "not-assessed") + workload("b", "non-critical"));
  expect(unassessed).toContain("None of the 2 workloads is critical; 1 is not assessed.\n");
  expect(unassessed).toMatch(/will be "no data": EVAL_GAP, .*CONCENTRATION\.\n/);
  expect(unassessed).toContain("by an overlay with the columns id and criticality");
  expect(await saidOf(workload("a", "critical", "pilot") + workload("b", "non-critical"))).toContain(
    "None of the 2 workloads is both critical and in production; 1 is critical in another stage.\n",
  );
});

test("one that is critical and in production is enough, unless nearly all the others are not assessed", async () => {
  const some = workload("a", "critical") + workload("b", "not-assessed");
  expect(await saidOf(some)).not.toContain("critical and in production");
  const many = Array.from({ length: 18 }, (_, at) => workload(`w${at}`, "not-assessed")).join("");
  expect(await saidOf(some + many)).toContain(
    "Only 1 of the 20 workloads is critical and in production; 19 are not assessed.\n",
  );
});

test("a record that is not written plainly counts, and a text that looks like a member does not", async () => {
  const escaped = workload("a", "critical", "production", String.raw`\u00e9 \"criticality\":\"not-assessed\"`);
  expect(await saidOf(escaped + workload("b", "non-critical"))).not.toContain("None of");
});

test("a file that lists only some of the workloads cannot tell", async () => {
  expect(await saidOf(workload("a", "not-assessed"), false)).not.toContain("None of");
});

const mapping = (criticality: string): string =>
  written(
    "m.yaml",
    `version: 1\nagency: nl-tax\nfields: {id: {column: id}, name: {column: id}, stage: {constant: production}, criticality: ${criticality}}\n`,
  );

test("a mapping that can call no workload critical is told already by map check, and by check of its file", async () => {
  const file = written("a.csv", "id,risk\na,High\n");
  const said = async (criticality: string): Promise<string> => {
    world.forget();
    expect(await mapCheck({ file, mapping: mapping(criticality), rows: 1 }, world)).toBe(0);
    return world.stdout();
  };
  expect(await said("{constant: not-assessed}")).toContain("By this mapping no workload is critical.\n");
  expect(await said("{column: risk, values: {High: critical}}")).not.toContain("no workload is critical");
  const lowered = "{column: risk, values: {High: non-critical}}";
  world.forget();
  await check({ file, mapping: mapping(lowered), quiet: true }, world);
  expect(world.stdout()).toContain("None of the 1 workload is critical.\n");
});
