import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSource } from "../sources/open-source.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { recordsOf } from "../testing/records-of.ts";
import { writeXlsx } from "../testing/write-xlsx.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(world.folder, name);
  writeFileSync(file, content);
  return file;
};

/** The least that a mapping needs, over columns that are constants here. */
const base = `version: 1
fields:
  id: {column: id}
  name: {constant: n}
  criticality: {constant: critical}
  stage: {constant: pilot}
`;
const open = async (table: string | Uint8Array, mapping: string) =>
  openSource({ file: written("a.table", table), mapping: written("m.yaml", mapping) });

async function mapped(table: string | Uint8Array, fields: string) {
  const source = await open(table, base + fields.replace(/^/gm, "  "));
  return (await recordsOf(source)).map(({ workload, faults, unreadable, warnings }) => {
    const { id, name, criticality, stage, source: from, ...rest } = (workload ?? {}) as Record<string, unknown>;
    void [id, name, criticality, stage, from];
    const wrong = [...(faults ?? []), ...(unreadable ? [unreadable] : [])];
    return {
      ...rest,
      ...(wrong.length > 0
        ? { faults: wrong.map(({ code, pointer, columnName }) => `${code} ${pointer} ${columnName}`) }
        : {}),
      ...(warnings.length > 0
        ? { warnings: warnings.map(({ code, line, column, found }) => `${code} ${line} ${column} ${found}`) }
        : {}),
    };
  });
}

test("a cell is what values say, else what it says itself; a value on no list is an error or, if so decided, not reported", async () => {
  const table = "id,r\n1,Yes\n2,true\n3,n/a\n4,perhaps\n5,\n";
  const rule = "regulated: {column: r, blank: not-reported, values: {Yes: true, n/a: null}";
  expect(await mapped(table, `${rule}}`)).toEqual([
    { regulated: true },
    { regulated: true },
    {},
    { faults: ["value-not-mapped /regulated r"] },
    {},
  ]);
  expect((await mapped(table, `${rule}, otherwise: null}`))[3]).toEqual({ warnings: ["value-not-known 5 r perhaps"] });
});

test("a blank is what the mapping says that it is; without a word it is an error of its own, and a value for it wins", async () => {
  const table = "id,d\n1,\n";
  expect(await mapped(table, "deployed_on: {column: d, blank: not-reported}")).toEqual([{}]);
  expect(await mapped(table, "deployed_on: {column: d, blank: error}")).toEqual([
    { faults: ["blank-refused /deployed_on d"] },
  ]);
  expect(await mapped(table, "deployed_on: {column: d}")).toEqual([{ faults: ["blank-undecided /deployed_on d"] }]);
  expect(await mapped(table, 'deployed_on: {column: d, values: {"": 2020-01-01}}')).toEqual([
    { deployed_on: "2020-01-01" },
  ]);
});

const review = `evaluations[0].id: {constant: review}
evaluations[0].status: {constant: completed}
`;
test("an entry of which every cell is blank is left out, and the list is none or not reported as the blanks were decided", async () => {
  const table = "id,d,w\n1,2020-01-01,\n2,,KPMG\n3,,\n";
  const fields = (d: string, w: string): string =>
    `${review}evaluations[0].completed_on: {column: d, blank: ${d}}\nevaluations[0].evaluator: {column: w, blank: ${w}}`;
  const first = { id: "review", status: "completed" };
  const filled = [
    { evaluations: [{ ...first, completed_on: "2020-01-01" }] },
    { evaluations: [{ ...first, evaluator: "KPMG" }] },
  ];
  expect(await mapped(table, fields("not-reported", "not-reported"))).toEqual([...filled, {}]);
  expect(await mapped(table, fields("none", "not-reported"))).toEqual([...filled, { evaluations: [] }]);
  expect((await mapped(table, fields("not-reported", "error"))).map(({ faults }) => faults)).toEqual([
    ["blank-refused /evaluations/0/evaluator w"],
    undefined,
    undefined,
  ]);
  const undecided = `${review}evaluations[0].completed_on: {column: d}`;
  expect((await mapped(table, undecided))[2]).toEqual({ faults: ["blank-undecided /evaluations d"] });
  const own = `${fields("not-reported", "not-reported")}\nevaluations: {blank: none}`;
  expect((await mapped(table, own))[2]).toEqual({ evaluations: [] });
});

test("one cell may say both whether there is an entry and what it is, and may not contradict another", async () => {
  const table = "id,status,d\n1,Yes,\n2,No,\n3,,\n4,No,2020-01-01\n";
  const fields = `evaluations[0].id: {constant: review}
evaluations[0].status: {column: status, values: {Yes: completed, No: []}, blank: not-reported}
evaluations[0].completed_on: {column: d, blank: not-reported}`;
  expect(await mapped(table, fields)).toEqual([
    { evaluations: [{ id: "review", status: "completed" }] },
    { evaluations: [] },
    {},
    { evaluations: [{ id: "review", completed_on: "2020-01-01" }], faults: ["list-contradiction /evaluations status"] },
  ]);
});

test("entries from several columns keep their order and close up; an entry within an entry is left out by itself", async () => {
  const table = "id,a,b,drill\n1,,beta,2024-01-01\n2,alpha,beta,\n3,,,2024-01-01\n4,,,\n";
  const fallback = (index: number, column: string): string =>
    `fallbacks[${index}].id: {constant: f${index}}\nfallbacks[${index}].kind: {constant: manual}\nfallbacks[${index}].provider: {column: ${column}, blank: not-reported}\n`;
  const fields = `${fallback(0, "a")}${fallback(1, "b")}fallbacks[1].drills[0].on: {column: drill, blank: none}`;
  const f = (index: number, more: object) => ({ id: `f${index}`, kind: "manual", ...more });
  expect(await mapped(table, fields)).toEqual([
    { fallbacks: [f(1, { provider: "beta", drills: [{ on: "2024-01-01" }] })] },
    { fallbacks: [f(0, { provider: "alpha" }), f(1, { provider: "beta", drills: [] })] },
    { fallbacks: [f(1, { drills: [{ on: "2024-01-01" }] })] },
    {},
  ]);
  // What is not decided of an entry within an entry that is not there does not matter.
  const undecided = `${fallback(0, "a")}fallbacks[0].drills[0].on: {column: drill}`;
  expect((await mapped(table, undecided)).map(({ faults }) => faults)).toEqual([
    undefined,
    ["blank-undecided /fallbacks/0/drills drill"],
    undefined,
    undefined,
  ]);
});

test("a cell with several values repeats its entry; cells that are split together have as many parts", async () => {
  const table = 'id,vendors,regions\n1,"Acme, Inc.; Beta GmbH;",EU\n2,,EU\n3,,\n4,A;B;C,EU;US\n5,A;B,EU;US\n';
  const fields = (regions: string): string => `components[0].layer: {constant: model}
components[0].provider: {column: vendors, as: slug, list: {separator: ";"}, blank: not-reported}
components[0].region: {column: regions, blank: not-reported${regions}}`;
  const component = (provider: string | undefined, region: string | undefined) => ({
    layer: "model",
    ...(provider ? { provider } : {}),
    ...(region ? { region } : {}),
  });
  expect((await mapped(table, fields(""))).slice(0, 3)).toEqual([
    { components: [component("acme-inc", "EU"), component("beta-gmbh", "EU")] },
    { components: [component(undefined, "EU")] },
    {},
  ]);
  expect((await mapped(table, fields(', list: {separator: ";"}'))).slice(3)).toEqual([
    expect.objectContaining({ faults: ["list-lengths-differ /components regions"] }),
    { components: [component("a", "EU"), component("b", "US")] },
  ]);
});

test("dates by their form, numbers by theirs, and what is only a month or a year says so", async () => {
  const table =
    'id,d,u,m,c\n1,3.2.2024,1.200,2,"12,5 %"\n2,02/2024,12.00,x,\n3,2024,,,\n4,31.02.2024,,,\n5,2024-02-03T10:00:00Z,,,\n';
  const fields = `deployed_on: {column: d, date: [DD.MM.YYYY, MM/YYYY, YYYY, YYYY-MM-DD]}
users_affected: {column: u, number: "1.234,5", blank: not-reported}
fallbacks[0].id: {constant: f}
fallbacks[0].kind: {constant: manual}
fallbacks[0].switchover_minutes: {column: m, unit: hours, blank: not-reported}
fallbacks[0].capacity_share: {column: c, number: "1.234,5", blank: not-reported}`;
  expect(await mapped(table, fields)).toEqual([
    {
      deployed_on: "2024-02-03",
      users_affected: 1200,
      fallbacks: [{ id: "f", kind: "manual", switchover_minutes: 120, capacity_share: 0.125 }],
    },
    {
      deployed_on: "2024-02-01",
      fallbacks: [{ id: "f", kind: "manual" }],
      faults: ["number-not-read /users_affected u", "number-not-read /fallbacks/0/switchover_minutes m"],
      warnings: ["date-approximate 3 d 02/2024"],
    },
    { deployed_on: "2024-01-01", warnings: ["date-year-only 4 d 2024"] },
    { faults: ["date-not-read /deployed_on d"] },
    { deployed_on: "2024-02-03" },
  ]);
});

test("a spreadsheet's own dates need no form; an error in a cell may be given a meaning, a formula without a result not", async () => {
  const rows = [
    ["id", "d", "u"],
    ["1", { date: "2024-02-29" }, { xml: '<c t="e"><v>#N/A</v></c>' }],
    ["2", "29.02.2024", { xml: "<c><f>A1</f></c>" }],
  ];
  const fields =
    'deployed_on: {column: d, date: DD.MM.YYYY}\nusers_affected: {column: u, values: {"#N/A": null, "": 0}}';
  expect(await mapped(writeXlsx({ rows }), fields)).toEqual([
    { deployed_on: "2024-02-29" },
    { deployed_on: "2024-02-29", faults: ["formula-not-computed /users_affected u"] },
  ]);
});

test("rows that are cut or have a cell too many are errors of the row; agencies are ids, slugs or values", async () => {
  const table = "id,dept\n1,Tax Office\n2\n3,x,y\n4,...\n5,Elsewhere\n6,x,\n";
  const source = await open(table, `${base}agency: {column: dept, as: slug, values: {Elsewhere: nl-other}}\n`);
  expect((await recordsOf(source)).map(({ agency, unreadable, line }) => [line, agency ?? unreadable?.code])).toEqual([
    [2, "tax-office"],
    [3, "malformed-row"],
    [4, "malformed-row"],
    [5, "agency-missing"],
    [6, "nl-other"],
    [7, "x"],
  ]);
});

test("an id may be made of cells that together name a workload, the same in every year's file", async () => {
  const mapping = base.replace("{column: id}", "{columns: [a, b], as: derived-id}");
  const ids = async (table: string) =>
    (await recordsOf(await open(table, mapping))).map(({ workload }) => (workload as { id: string }).id);
  const first = await ids("a,b\nx,y\nxy,\n");
  expect(first).toEqual([expect.stringMatching(/^x-[0-9a-f]{16}$/), expect.stringMatching(/^x-[0-9a-f]{16}$/)]);
  expect(await ids("b,c,a\n,1,xy\ny,2,x\n")).toEqual([...first].reverse());
});

test.each<[string, string, string[]]>([
  [
    "an unknown key",
    base.replace("{column: id}", "{colum: id}"),
    ["line 3: fields > id > colum: expected a key of the mapping's form"],
  ],
  [
    "a field that is not one, with the like of it",
    `${base}  evaluation[0].status: {constant: planned}`,
    ["line 7", "(similar: evaluations[0].status)"],
  ],
  [
    "a value on no list",
    base.replace("constant: pilot", "constant: live"),
    ["line 6: fields > stage > constant: expected one of planned, development"],
  ],
  [
    "none for what is no list",
    `${base}  deployed_on: {column: d, blank: none}`,
    ["line 7: fields > deployed_on > blank: expected not-reported or error"],
  ],
  ["a number where a code is text", `${base}  function: {column: f, values: {Tax: 01}}`, ['in quotation marks ("…")']],
  ["a required field that nothing fills", base.replace(/ {2}stage.*\n/, ""), ["expected a rule for stage"]],
  [
    "two sources of one field",
    base.replace("{column: id}", "{column: id, constant: x}"),
    ["expected one of column, columns and constant, found 2"],
  ],
  [
    "decisions that wait, all of them",
    `${base}  deployed_on: {column: d, blank: DECIDE}\n  regulated: {column: r, values: {Maybe: DECIDE}}`,
    [
      "line 7: fields > deployed_on > blank: what does a blank cell mean",
      "line 8: fields > regulated > values > Maybe",
      "2 decisions wait",
    ],
  ],
  ["YAML that cannot be read", "version: 1\nfields: [", ["line 2: the YAML cannot be read"]],
  ["a key twice", `${base}  id: {column: x}`, ["line 7: the YAML cannot be read: Map keys must be unique"]],
  ["aliases that grow", "a: &a [x,x]\nb: [*a,*a]\n", ["uses aliases"]],
  [
    "header rows from bottom to top",
    `${base}file: {header_row: [3, 2]}`,
    ["file > header_row: expected the rows from top to bottom, found a list of 2"],
  ],
  [
    "an encoding that is none",
    `${base}file: {encoding: latin-9000}`,
    ["file > encoding: expected the name of an encoding"],
  ],
  [
    "a column that is not there, with the like of it",
    base.replace("column: id", "column: i d"),
    ['expected the column "i d" for fields > id, found none of that name (similar: "id")'],
  ],
])("a mapping with %s is refused where it stands, with what was expected", async (_, mapping, words) => {
  const failure: unknown = await open("id\n1\n", mapping).then(
    () => undefined,
    (error: unknown) => error,
  );
  for (const word of words) expect(failure).toHaveProperty("message", expect.stringContaining(word));
});

test("keys of values are texts as they stand: Yes, TRUE, 01 and 1.0", async () => {
  const fields = 'function: {column: f, values: {No: null, TRUE: "01", 01: "02", 1.0: "03"}}';
  expect(await mapped("id,f\n1,No\n2,TRUE\n3,01\n4,1.0\n", fields)).toEqual([
    {},
    { function: "01" },
    { function: "02" },
    { function: "03" },
  ]);
});

test("what is said of a whole list is said of the column that describes its entries; of a list that no column fills, of none", async () => {
  const fields =
    "components[0].layer: {constant: model}\ncomponents[0].provider: {column: Vendor, blank: not-reported}\n";
  const [record] = await recordsOf(await open("id,Vendor\n1,\n", base + fields.replace(/^/gm, "  ").trimEnd()));
  expect(["/components", "/components/0/provider", "/findings"].map((at) => record?.columnNameOf?.(at))).toEqual([
    "Vendor",
    "Vendor",
    undefined,
  ]);
});
