import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSource } from "../sources/open-source.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { recordsOf } from "../testing/records-of.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

const written = (name: string, content: string): string => {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  return file;
};
const base = `version: 1
fields: {id: {column: id}, name: {column: id}, criticality: {constant: critical}, stage: {constant: pilot}}
`;
const open = async (table: string, mapping: string) =>
  openSource({ file: written("a.csv", table), mapping: written("m.yaml", mapping) });

test("a name in another script says how to give its id, and an id in words says that names need slug", async () => {
  const faultOf = async (cell: string, rule: string) =>
    (await recordsOf(await open(`id,dept\n1,${cell}\n`, `${base}agency: ${rule}\n`)))[0]?.unreadable;
  const foreign = await faultOf("文部科学省", "{column: dept, as: slug}");
  expect(foreign?.message).toContain("expected a name with Latin letters or digits");
  expect(foreign?.remedy).toContain('under `values` of `agency`: values: { "文部科学省": <id> }');
  expect((await faultOf("Tax Office", "{column: dept}"))?.remedy).toContain("use `as: slug`");
});

test("the cell that an agency's id is made of is its name; an id that stands there is none", async () => {
  const table = "id,dept\n1,Ministerie van  Financiën\n2,nl-tax\n3,Zoll\n";
  const source = await open(table, `${base}agency: {column: dept, as: slug, values: {Zoll: de-zoll}}\n`);
  expect((await recordsOf(source)).map(({ agency, agencyName }) => [agency, agencyName])).toEqual([
    ["ministerie-van-financien", "Ministerie van Financiën"],
    ["nl-tax", undefined],
    ["de-zoll", "Zoll"],
  ]);
});

test("rows of other years are as if they were not there, and a year that is a number is its text", async () => {
  const table = "id,year\n1,2022\n1,2023\n,2022\n2,2023\n";
  const lines = async (rows: string) =>
    (await recordsOf(await open(table, `${base}rows: ${rows}\n`))).map(({ line }) => line);
  expect(await lines("{column: year, is: 2023}")).toEqual([3, 5]);
  expect(await lines('{column: year, is: ["2022", 2023]}')).toEqual([2, 3, 4, 5]);
  await expect(lines("{column: yaer, is: 2023}")).rejects.toThrow('expected the column "yaer" for rows');
});
