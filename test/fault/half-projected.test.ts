import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { verifyProjection } from "#projection/verify-projection.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import { filingDate, filingOf } from "#test/support/filing-agency.ts";
import { loadCase } from "#test/support/load-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { registryOf } from "#test/support/world.ts";

let stores: TestStores;
let entries: LedgerEntry[];

beforeAll(async () => {
  stores = await openTestStores();
  const { members = [], agencies = [], providers = [] } = registryOf(["first"]);
  const pushes = [1, 2, 3].map((number) => ({
    agency: "first",
    received_at: `2026-10-0${number}T00:00:00.000Z`,
    ...filingOf(number),
  }));
  const world = { name: randomUUID(), members, agencies, providers, scenarios: {}, pushes, queries: [], expected: [] };
  await loadCase(stores.sql, world as unknown as Parameters<typeof loadCase>[1]);
  entries = await stores.sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
});
afterAll(() => stores.close());

async function figures(): Promise<unknown> {
  const { clickhouse } = stores;
  return await openReading(clickhouse).under(undefined, async (standpoint) => ({
    vintage: standpoint.vintage,
    figures: await figuresOn(clickhouse, standpoint, { date: filingDate, indicators: catalogue }),
  }));
}

/** The engine with somebody looking over the shoulder of whoever writes to it: called before and after each write. */
function observed(look: (write: number) => Promise<void>): ClickHouse {
  const { clickhouse } = stores;
  let writes = 0;
  const seen = async (write: () => Promise<void>): Promise<void> => {
    await look(writes);
    await write();
    writes += 1;
    await look(writes);
  };
  return {
    ...clickhouse,
    write: {
      ...clickhouse.write,
      insert: (table, rows) => seen(() => clickhouse.write.insert(table, rows)),
      insertText: (table, columns, text) => seen(() => clickhouse.write.insertText(table, columns, text)),
    },
  };
}

test("between any two writes of the projector readers see whole entries: all of what a batch brings, or nothing of it", async () => {
  const { sql } = stores;
  await createProjection(stores).project(entries.slice(0, 2));
  for (const entry of entries.slice(2)) {
    const before = await figures();
    const seen: unknown[] = [];
    const clickhouse = observed(async () => void seen.push(await figures()));
    await createProjection({ sql, clickhouse }).project([entry]);
    const after = await figures();
    expect(after).not.toEqual(before);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const each of seen) expect([before, after]).toContainEqual(each);
  }
});

test("a projector that dies before or after any of its writes leaves what the next start completes, to the same figures", async () => {
  const { sql, clickhouse } = stores;
  const whole = await figures();
  const last = entries.slice(-1);
  for (let death = 0, isDead = true; isDead; death += 1) {
    // As if the last entry had never been projected.
    for (const table of ["projected", "facts", "parties"])
      await clickhouse.write.command(`DELETE FROM @db.${table} WHERE sequence >= {from:UInt64}`, {
        from: last[0]!.sequence,
      });
    const { sequence } = last[0]!;
    await sql`UPDATE ledger_entry SET projected_at = CASE WHEN sequence < ${sequence} THEN received_at END`;
    let looks = 0;
    const dying = observed(async () => {
      looks += 1;
      if (looks === death + 1) throw new Error("it died here");
    });
    isDead = await createProjection({ sql, clickhouse: dying })
      .project(last)
      .then(() => false)
      .catch(() => true);
    if (!isDead) expect(death).toBeGreaterThanOrEqual(4);

    expect(await verifyProjection(stores)).toBe(1);
    await createProjection(stores).project(last);
    expect(await figures()).toEqual(whole);
    const [rows] = await clickhouse.read<{ marks: string }>("SELECT count() AS marks FROM @db.projected");
    expect(Number(rows!.marks)).toBe(entries.length);
  }
});
