import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalText } from "#schema/canonical.ts";
import { plainWorkload } from "#test/support/arbitrary-records.ts";
import { openSource } from "../sources/open-source.ts";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { recordsOf } from "../testing/records-of.ts";
import { type TestCell, writeXlsx } from "../testing/write-xlsx.ts";
import { everyPath } from "./record-fields.ts";
import { readPath } from "./field-path.ts";

let world: CommandWorld;
beforeAll(async () => {
  world = await createCommandWorld();
});
afterAll(async () => world.remove());

/** How a file is written; the mapping says the same. */
const writing = fc.record({
  format: fc.constantFrom("csv", "xlsx"),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  encoding: fc.constantFrom("utf-8", "utf-16le", "utf-16be"),
  end: fc.constantFrom("\n", "\r\n"),
  date: fc.constantFrom("YYYY-MM-DD", "DD.MM.YYYY", "MM/DD/YYYY", "YYYYMMDD"),
  is1904: fc.boolean(),
  areDatesCells: fc.boolean(),
  texts: fc.constantFrom("shared" as const, "inline" as const),
  titles: fc.integer({ min: 0, max: 3 }),
  order: fc.infiniteStream(fc.nat(1_000)),
});
interface Writing {
  format: string;
  delimiter: string;
  encoding: string;
  end: string;
  date: string;
  is1904: boolean;
  areDatesCells: boolean;
  texts: "shared" | "inline";
  titles: number;
}

const dated = (date: string, format: string): string => {
  const [year = "", month = "", day = ""] = date.split("-");
  return format.replace("YYYY", year).replace("MM", month).replace("DD", day);
};

/** Every path that one of the records fills, with its values by record. */
function leaves(value: unknown, path: string, into: Map<string, unknown>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    if (value.length === 0) into.set(path, []);
    for (const [index, item] of value.entries()) leaves(item, `${path}[${index}]`, into);
  } else if (typeof value === "object")
    for (const [key, each] of Object.entries(value)) leaves(each, path === "" ? key : `${path}.${key}`, into);
  else into.set(path, value);
}

/** What a table cannot hold: an entry without a single value, a text of blanks, a text that only blanks begin or end. */
function tidied(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[\p{White_Space}\p{Cc}]+/gu, " ").trim() || "x";
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, tidied(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined && each !== null));
}

function fileOf(records: readonly unknown[], written: Writing, order: (paths: string[]) => string[]) {
  const rows = records.map((record) => {
    const row = new Map<string, unknown>();
    leaves(record, "", row);
    return row;
  });
  const paths = order([...new Set(rows.flatMap((row) => [...row.keys()]))]);
  const kindOf = (path: string): string => readPath(path)?.field.kind ?? "";
  const cells = rows.map((row) =>
    paths.map((path): TestCell => {
      const value = row.get(path);
      if (value === undefined) return null;
      if (Array.isArray(value)) return "None!";
      if (kindOf(path) === "date")
        return written.format === "xlsx" && written.areDatesCells
          ? { date: value as string }
          : dated(value as string, written.date);
      return typeof value === "boolean" ? (value ? "ja" : "nein") : (value as string | number);
    }),
  );
  const header = paths.map((_, at) => `Column ${at}`);
  const titles = Array.from({ length: written.titles }, () => ["A title"]);
  const table: TestCell[][] = [...titles, header, ...cells];
  const fields = paths.map((path, at) => {
    const kind = kindOf(path);
    const rule = {
      column: header[at],
      blank: "not-reported",
      ...(kind === "date" ? { date: written.date } : {}),
      ...(kind === "boolean" ? { values: { ja: true, nein: false } } : {}),
      ...(kind === "list" ? { values: { "None!": [] } } : {}),
    };
    return [path, ["id", "name", "criticality", "stage"].includes(path) ? { ...rule, blank: "error" } : rule];
  });
  const file = {
    format: written.format,
    header_row: written.titles + 1,
    ...(written.format === "csv" ? { delimiter: written.delimiter, encoding: written.encoding } : {}),
  };
  return { table, mapping: JSON.stringify({ version: 1, file, fields: Object.fromEntries(fields) as object }) };
}

function bytesOf(table: readonly (readonly TestCell[])[], written: Writing): Uint8Array {
  if (written.format === "xlsx") return writeXlsx({ rows: table, texts: written.texts, is1904: written.is1904 });
  const text = table
    .map((row) =>
      row
        .map((cell) => `"${cell === null ? "" : String(cell as string | number).replaceAll('"', '""')}"`)
        .join(written.delimiter),
    )
    .join(written.end);
  const marked = Buffer.from(`\uFEFF${text}`, written.encoding === "utf-8" ? "utf8" : "utf16le");
  return written.encoding === "utf-16be" ? marked.swap16() : marked;
}

test("200 generated mappings: records written as a table and read by its mapping are the same records", async () => {
  const some = fc.array(plainWorkload, { minLength: 1, maxLength: 4 });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(some, writing, async (workloads, { order, ...written }) => {
      const records = workloads.map(tidied);
      const shuffled = (paths: string[]) => {
        const keys = new Map(paths.map((path) => [path, order.next().value as number]));
        return paths.sort((left, right) => (keys.get(left) ?? 0) - (keys.get(right) ?? 0));
      };
      const { table, mapping } = fileOf(records, written, shuffled);
      const file = join(world.folder, `a.${written.format}`);
      writeFileSync(file, bytesOf(table, written));
      writeFileSync(join(world.folder, "m.yaml"), mapping);
      const source = await openSource({ file, mapping: join(world.folder, "m.yaml") });
      const read = await recordsOf(source);
      expect(read.flatMap(({ faults, unreadable }) => [...(faults ?? []), unreadable ?? []].flat())).toEqual([]);
      const own = { format: written.format, version: "1" };
      expect(read.map(({ workload }) => canonicalText(workload))).toEqual(
        records.map((record) => canonicalText({ source: own, ...(record as object) })),
      );
      count += 1;
    }),
    { numRuns: process.env.NIGHTLY ? 2_000 : 200 },
  );
  expect(count).toBeGreaterThanOrEqual(200);
}, 120_000);

test("every field of the record can be reached by a path, and no other", () => {
  const paths = everyPath().map(({ path }) => path);
  expect(paths).toContain("fallbacks[0].drills[0].on");
  expect(paths.filter((path) => !readPath(path))).toEqual([]);
  for (const path of [
    "components[0]",
    "components.layer",
    "name[0]",
    "source",
    "evaluations[200].id",
    "__proto__",
    "constructor",
    "",
  ])
    expect([path, readPath(path)]).toEqual([path, undefined]);
});
