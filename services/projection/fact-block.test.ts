import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { migrationFolders, readMigrations } from "#db/migrations.ts";
import { controlView, registryState } from "#derivation/registry-state.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { signedDifference, type SignedInterval } from "#derivation/signed-difference.ts";
import { subjectOf } from "#derivation/subject.ts";
import type { Workload } from "#schema/workload.ts";
import { dayOf } from "#schema/calendar.ts";
import { plainWorkload } from "#test/support/arbitrary-records.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { createFactBlock, factBlockColumns } from "./fact-block.ts";
import { factText } from "./fact-text.ts";

const directory = makeTestDirectory();
const view = controlView(registryState([]));
const from = dayOf("2026-09-30");
const owner = { member: "nl", agency: "nl-tax", workload: "w" };
const known_at = "2026-11-21T09:30:00.123Z";
const sequence = 2 ** 40 + 7;
let store: ClickHouse;

beforeAll(async () => {
  store = await openClickHouse({ engine: "embedded", path: join(directory, "engine"), database: "facts", readers: 1 });
  await store.write.command("CREATE DATABASE @db");
  const table = readMigrations(migrationFolders.clickhouse).find(({ name }) => name.endsWith("facts-of-every-kind"));
  await store.write.command(table?.sql ?? "");
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function stored(insert: () => Promise<void>): Promise<unknown[]> {
  await store.write.command("TRUNCATE TABLE @db.facts");
  await insert();
  return store.read(`SELECT * FROM @db.facts ORDER BY ALL`);
}

/** What follows from a workload that becomes another, so that rows of both signs are among it. */
const pieces = fc.tuple(plainWorkload, plainWorkload).map((pair): SignedInterval[] => {
  const [before = [], after = []] = pair.map((workload) => {
    const critical = { ...workload, criticality: "critical", stage: "production" } as Workload;
    return factIntervals([{ from, until: undefined, subject: subjectOf(critical) }], view);
  });
  return signedDifference(before, after);
});

test("rows of a block are those of the same facts as text", async () => {
  const block = createFactBlock();
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 5 }), async (lists) => {
      const rows = lists.flat();
      fc.pre(rows.length > 0);
      const asText = await stored(() =>
        store.write.insertLines(
          "@db.facts",
          factBlockColumns,
          rows.map((row) => `${factText(row, owner)}\t${known_at}\t${sequence}`),
        ),
      );
      for (const row of rows) block.add(row, { ...owner, known_at: Date.parse(known_at), sequence });
      expect(block.count).toBe(rows.length);
      expect(await stored(() => store.write.insertBlock("@db.facts", factBlockColumns, block.take()))).toEqual(asText);
      expect(block.count).toBe(0);
    }),
    { numRuns: 40 },
  );
});
