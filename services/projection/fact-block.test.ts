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
import { factBlockColumns } from "./fact-block.ts";
import { createBlockRows, textRows } from "./fact-rows.ts";

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

test("rows are the same in either form, and so is the digest that the engine has to answer with", async () => {
  const blockRows = createBlockRows();
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 5 }), async (lists) => {
      const intervals = lists.flat().map((piece) => ({ piece, ...owner }));
      fc.pre(intervals.length > 0);
      const [text, block] = [textRows, blockRows].map((make) => make(intervals, { known_at, sequence }));
      expect([block!.row_count, block!.row_hash]).toEqual([text!.row_count, text!.row_hash]);
      const asText = await stored(() =>
        store.write.insertText("@db.facts", factBlockColumns, Buffer.from(text!.bytes)),
      );
      expect(await stored(() => store.write.insertBlock("@db.facts", factBlockColumns, block!.bytes))).toEqual(asText);
      const twice = Buffer.concat([block!.bytes, block!.bytes]);
      expect(await stored(() => store.write.insertBlock("@db.facts", factBlockColumns, twice))).toHaveLength(
        2 * asText.length,
      );
    }),
    { numRuns: 40 },
  );
});
