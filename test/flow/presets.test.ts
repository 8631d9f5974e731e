import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSource } from "#collectors/sources/open-source.ts";
import type { InventoryPreset, SourceRecord } from "#collectors/sources/source.ts";
import { checkWorkload } from "#schema/check-workload.ts";
import type { Workload } from "#schema/workload.ts";

const inventories = join(import.meta.dirname, "../fixtures/inventories");
const files = {
  "omb-2024": join(inventories, "omb-2024/2024_consolidated_ai_inventory_raw_v2.csv"),
  "omb-2025": join(inventories, "omb-2025/2025_individually_reported_AI_use_cases.csv"),
} as const satisfies Record<InventoryPreset, string>;

async function readingOf(preset: InventoryPreset) {
  const source = await openSource({
    file: files[preset],
    preset,
    referenceDate: preset === "omb-2024" ? "2024-12-31" : "2025-12-31",
  });
  const records: SourceRecord[] = [];
  for await (const record of source.records) records.push(record);
  return { records, workloads: records.map(({ workload }) => workload as Workload) };
}

function countsOf(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

const published = {
  "omb-2024": {
    records: 2133,
    warnings: { "date-unreadable": 329, "id-repeated": 49, "name-truncated": 3, "stage-not-reported": 4 },
    withComponents: 0,
    providers: 0,
    functions: { "01": 1061, "03": 265, "04": 57, "05": 38, "07": 241, "09": 38, null: 433 },
    digest: "4533bd122c29271d",
  },
  "omb-2025": {
    records: 3611,
    warnings: {
      "date-approximate": 484,
      "date-unreadable": 36,
      "id-repeated": 8,
      "stage-not-reported": 338,
      unnamed: 1,
    },
    withComponents: 772,
    providers: 415,
    functions: { "01": 1779, "03": 318, "04": 113, "05": 131, "07": 272, "10": 56, null: 942 },
    digest: "98ec7ca960eab272",
  },
} as const;

test.each(Object.entries(published))(
  "%s: the published file reads as the specification counts it",
  async (preset, expected) => {
    const { records, workloads } = await readingOf(preset as InventoryPreset);
    const components = workloads.flatMap((workload) => workload.components ?? []);
    const lines = records.map(({ agency }, index) => `${agency}\t${workloads[index]!.id}\n`).toSorted();
    expect({
      records: records.length,
      warnings: countsOf(records.flatMap(({ warnings }) => warnings.map(({ code }) => code))),
      withComponents: workloads.filter((workload) => workload.components).length,
      providers: new Set(components.map(({ provider }) => provider)).size,
      functions: countsOf(workloads.map((workload) => String(workload.function))),
      digest: createHash("sha256").update(lines.join("")).digest("hex").slice(0, 16),
    }).toEqual(expected);
  },
);

test("both published files: no record is refused, 82 filings of 50 agencies", async () => {
  const all = [await readingOf("omb-2024"), await readingOf("omb-2025")];
  const errors = all.flatMap(({ records }) =>
    records.flatMap((record) => [
      ...(record.unreadable ? [record.unreadable] : []),
      ...checkWorkload(record.workload).filter(({ severity }) => severity === "error"),
    ]),
  );
  expect(errors).toEqual([]);
  const agencies = all.map(({ records }) => new Set(records.map(({ agency }) => agency)));
  expect(agencies.reduce((sum, { size }) => sum + size, 0)).toBe(82);
  expect(new Set(agencies.flatMap((set) => [...set])).size).toBe(50);
});

test("omb-2024: no text holds a character that Windows-1252 does not have", async () => {
  const { workloads } = await readingOf("omb-2024");
  expect(JSON.stringify(workloads)).not.toMatch(/[\u0080-\u009F\uFFFD]/);
  expect(JSON.stringify(workloads)).toMatch(/\u2019/);
});

test.each(Object.entries(files))(
  "%s: the line of every record is where its text begins in the file",
  async (preset, file) => {
    const { records } = await readingOf(preset as InventoryPreset);
    // Outside quotation marks a line end ends a record; a doubled mark opens and closes at once.
    const text = readFileSync(file, "latin1");
    const begins = [1];
    let line = 1;
    let isQuoted = false;
    for (const character of text) {
      if (character === '"') isQuoted = !isQuoted;
      if (character !== "\n") continue;
      line += 1;
      if (!isQuoted) begins.push(line);
    }
    expect(records.map((record) => record.line)).toEqual(begins.slice(1, -1));
    expect(begins.at(-2)!).toBeGreaterThan(records.length + 500); // records that span lines, else this proves nothing
  },
);
