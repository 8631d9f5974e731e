import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChunkDeriver, type WorkloadChunk } from "#projection/derive-chunk.ts";
import { textRows } from "#projection/fact-rows.ts";
import { factColumns } from "#projection/fact-text.ts";
import { createRegistryAt } from "#projection/registry-at.ts";
import { verifyProjection } from "#projection/verify-projection.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { makeWorld } from "./make-world.ts";
import { type BenchEngines, type BenchStores, openEngines } from "./open-engines.ts";
import { agencyName } from "./parties.ts";

const directory = makeTestDirectory();
let engines: BenchEngines;
let world: BenchStores;

beforeAll(async () => {
  engines = await openEngines(directory);
  world = await makeWorld(engines, { database: "world", workloads: 6_000, withLedger: true });
}, 180_000);
afterAll(async () => {
  await engines.close();
  rmSync(directory, { recursive: true, force: true });
});

test("a world has as many workloads as asked for, of 3,000 agencies, over two years", async () => {
  const [row] = await world.clickhouse.read(
    `SELECT uniqExactIf((agency, workload), kind = 'workload') AS workloads, uniqExact(agency) AS agencies, uniqExact(member) AS members,
      dateDiff('day', min(known_at), max(known_at)) AS days
    FROM @db.facts`,
  );
  expect(row).toEqual({ workloads: "6000", agencies: "3000", members: "20", days: "728" });
});

test("the product finds no difference between a world's facts and its ledger", async () => {
  const before = await world.clickhouse.read("SELECT count() AS rows FROM @db.facts");
  expect(await verifyProjection(world)).toBe(0);
  expect(await world.clickhouse.read("SELECT count() AS rows FROM @db.facts")).toEqual(before);
});

test("the facts of a copied agency are what follows from its own filings", async () => {
  const agency = agencyName(2, 7);
  const [chunk] = await world.sql<WorkloadChunk[]>`
    SELECT string_agg(agency, ' ') AS agencies, string_agg(workload, ' ') AS workloads, count(*) AS count
    FROM (SELECT DISTINCT agency, workload FROM content WHERE agency = ${agency}) AS filed`;
  const registry = Number.MAX_SAFE_INTEGER;
  const change = {
    before: { sequence: 0, registry },
    after: { sequence: registry, registry },
    entry: { known_at: "", sequence: 0 },
  };
  const { bytes } = await createChunkDeriver(world.sql, createRegistryAt(world.sql), textRows)(chunk!, change);
  const derived = Buffer.from(bytes).toString().split("\t\t0\n").slice(0, -1);
  expect(dailyText(derived)).toBe(dailyText(await storedTexts(agency)));
  expect(derived.length).toBeGreaterThan(1);
});

async function storedTexts(agency: string): Promise<string[]> {
  const rows = await world.clickhouse.read<{ text: string }>(
    `SELECT concatWithSeparator('\\t', ${factColumns.map((column) => `toString(${column})`).join(", ")}) AS text
     FROM @db.facts WHERE agency = {agency:String} AND kind != 'coverage'`,
    { agency },
  );
  return rows.map(({ text }) => text);
}

/** What rows come to at their ends: values, a day, and by how much their sum changes then; whatever their cuts. */
function dailyText(rows: readonly string[]): string {
  const from = factColumns.indexOf("valid_from");
  const sign = factColumns.indexOf("sign");
  const changes = new Map<string, number>();
  for (const row of rows) {
    const fields = row.split("\t");
    const values = [...fields.slice(0, from), ...fields.slice(from + 2, sign)].join("\t");
    const weight = Number(fields[sign]);
    for (const [place, change] of [[from, weight] as const, [from + 1, -weight] as const]) {
      const key = `${values}\t${fields[place]}`;
      changes.set(key, (changes.get(key) ?? 0) + change);
    }
  }
  return [...changes]
    .filter(([, change]) => change !== 0)
    .map(([key, change]) => `${key}\t${change}`)
    .sort()
    .join("\n");
}
