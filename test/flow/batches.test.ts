import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { dropFrom, verifyProjection } from "#projection/verify-projection.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import { emptyStores } from "#services/cases/empty-stores.ts";
import { loadCase } from "#test/support/load-case.ts";
import { createDraw, type Draw } from "#test/support/random-world/draw.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const isNightly = process.env.NIGHTLY === "1";
const seeds = Array.from({ length: isNightly ? 30 : 1 }, (_, index) => 101 + index);
const turns = isNightly ? [1, 2] : [1];
/** Entries at most. Fewer batches are fewer deaths: after each the engine looks for rows to take away in every month of the ledger. */
const longestBatch = isNightly ? 5 : 10;

describe.each(seeds)("the ledger of random world %i", (seed) => {
  const world = randomWorld(seed, isNightly ? undefined : { agencies: 4, workloads: 4 });
  const { date } = world.queries[0]!;
  let entries: LedgerEntry[];
  beforeAll(async () => {
    await emptyStores(stores);
    await loadCase(stores.sql, world);
    entries = await stores.sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
  });

  test("gives the same rows in whatever batches, and whenever the projector dies, as when all is derived anew", async () => {
    await dropFrom(stores, 1);
    await createProjection(stores).project(entries);
    const whole = await storedRows();
    expect(whole.length).toBeGreaterThan(100);
    for (const turn of turns) {
      await dropFrom(stores, 1);
      await projectAsItComes(createDraw(seed * 10 + turn));
      expect(await storedRows()).toEqual(whole);
    }
  });

  test("what was answered for an instant then is answered for it now, registry changes and late filings or not", async () => {
    await dropFrom(stores, 1);
    const then = new Map<string, unknown>();
    const projection = createProjection(stores);
    for (const [index, entry] of entries.entries()) {
      await projection.project([entry]);
      // Of entries with one instant, what is known at it is known after the last.
      const isLast = entries[index + 1]?.received_at !== entry.received_at;
      if (isLast && (index % 5 === 0 || entry.kind === "registry"))
        then.set(entry.received_at, await figuresAt(entry.received_at));
    }
    expect(then.size).toBeGreaterThan(3);
    for (const [instant, figures] of then) expect(await figuresAt(instant)).toEqual(figures);
  });

  async function figuresAt(instant: string): Promise<unknown> {
    const { clickhouse } = stores;
    return await openReading(clickhouse).under(instant, (standpoint) =>
      figuresOn(clickhouse, standpoint, { date, indicators: catalogue }),
    );
  }

  /** Batches of any size, of which some die at a write; what the next start finds is completed. */
  async function projectAsItComes(draw: Draw): Promise<void> {
    let projection = createProjection(stores);
    let deaths = 0;
    for (let at = 0; at < entries.length;) {
      const batch = entries.slice(at, at + draw.between(1, longestBatch));
      if (draw.chance(0.5)) {
        deaths += 1;
        await createProjection({ ...stores, clickhouse: dyingAfter(draw.between(0, 2)) })
          .project(batch)
          .catch(() => {});
        await verifyProjection(stores);
        projection = createProjection(stores);
        const [row] = await stores.clickhouse.read<{ last: string }>("SELECT max(sequence) AS last FROM @db.projected");
        at = entries.findLastIndex(({ sequence }) => sequence <= Number(row?.last)) + 1;
        continue;
      }
      await projection.project(batch);
      await stores.sql`UPDATE ledger_entry SET projected_at = received_at WHERE sequence <= ${batch.at(-1)!.sequence}`;
      at += batch.length;
    }
    expect(deaths).toBeGreaterThan(0);
  }
});

/** Every row of facts, as text, in an order of its own. */
async function storedRows(): Promise<string[]> {
  const rows = await stores.clickhouse.read<{ row: string }>(
    "SELECT toString(tuple(*)) AS row FROM @db.facts WHERE sequence <= (SELECT max(sequence) FROM @db.projected) ORDER BY row",
  );
  return rows.map(({ row }) => row);
}

/** The engine of a process that is ended after so many writes. */
function dyingAfter(writes: number): ClickHouse {
  const { write, ...rest } = stores.clickhouse;
  let done = 0;
  const dying =
    <Arguments extends unknown[]>(act: (...given: Arguments) => Promise<void>) =>
    async (...given: Arguments): Promise<void> => {
      if (done >= writes) throw new Error("it died here");
      done += 1;
      await act(...given);
    };
  return {
    ...rest,
    write: {
      ...write,
      command: dying(write.command),
      insert: dying(write.insert),
      insertText: dying(write.insertText),
    },
  };
}
