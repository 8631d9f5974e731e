import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { summedIndicators } from "#indicators/daily-changes.ts";
import { evalGap } from "#indicators/eval-gap/indicator.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { reliabilityDebt } from "#indicators/reliability-debt/indicator.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { createRollUp, type RollUpLimits } from "#projection/roll-up.ts";
import { dropFrom, verifyProjection } from "#projection/verify-projection.ts";
import { knownRegistry } from "#read/known-registry.ts";
import { membershipWithin } from "#read/series/pools.ts";
import { coveredUntil, type StockQuestion } from "#read/series/change-sources.ts";
import { readRollups } from "#read/series/known-rollups.ts";
import { periodEnds, type Span } from "#read/series/span.ts";
import { memberPools, stockPoolsOf } from "#read/series/stock-pools.ts";
import { type PoolStocks, stocksWithin } from "#read/series/stocks-within.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

/**
 * A quick run has a short ledger of three rollups, and asks each vintage about one way to pool them, the next about another; where rollups are damaged or half made, which takes whole rows, at two vintages about two indicators only. A nightly
 * one asks everything.
 */
const isNightly = process.env.NIGHTLY === "1";
const world = isNightly
  ? randomWorld(8, { agencies: 4, workloads: 3 })
  : randomWorld(26, { agencies: 3, workloads: 3 });
const from = world.queries.map(({ date }) => date).sort()[0]!;
const span: Span = { step: "week", points: periodEnds("week", from, dateOf(dayOf(from) + 700), 200) };
interface Asked {
  sequence: number;
  indicators: readonly Indicator[];
  question: StockQuestion;
  swept: string[];
}

const small: RollUpLimits = { least: 1, most: isNightly ? 200 : 32 };
const rollupTables = ["rollups", "daily_changes", "entry_changes"] as const;

let stores: TestStores;
let entries: LedgerEntry[];
let registry: RegistryState;
/** At some vintages and for any way to pool them, what the rows of facts say: about every indicator, and about some. */
let everything: Asked[];
let some: Asked[];

beforeAll(async () => {
  stores = await openTestStores();
  await fillWithCase(stores, world);
  entries = await stores.sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
  await stores.sql`UPDATE ledger_entry SET projected_at = received_at`;
  registry = await knownRegistry(stores.clickhouse, entries.length);
  everything = await askFacts(summedIndicators);
  const half = Math.floor(entries.length / 2);
  some = isNightly ? everything : await askFacts([evalGap, reliabilityDebt], [half, entries.length]);
});
afterAll(() => stores.close());
beforeEach(() => startAgain(0));

async function rollUp(limits: RollUpLimits, clickhouse: ClickHouse = stores.clickhouse): Promise<void> {
  const one = createRollUp(clickhouse, limits);
  while (await one.next());
}

async function ranges(): Promise<{ from: number; through: number }[]> {
  const rows = await stores.clickhouse.read<{ from_sequence: string; through: string }>(
    "SELECT from_sequence, through FROM @db.rollups ORDER BY through, from_sequence",
  );
  return rows.map(({ from_sequence, through }) => ({ from: Number(from_sequence), through: Number(through) }));
}

/** Pools of which there is something, as texts in order. */
const nonzero = (rows: readonly PoolStocks[]): string[] =>
  rows
    .filter(({ sums }) => Object.values(sums).some((values) => values.some((value) => value !== 0)))
    .map((row) => JSON.stringify(row))
    .sort();

async function askFacts(indicators: readonly Indicator[], at?: readonly number[]): Promise<Asked[]> {
  const membership = membershipWithin(registry, span.points);
  const ways = [
    memberPools,
    stockPoolsOf({ kind: "coalition" }, registry, membership),
    stockPoolsOf({ kind: "function", division: 1 }, registry, membership),
  ];
  const [half, last] = [Math.floor(entries.length / 2), entries.length];
  // So many and in such an order that a quick run asks in each way about one between the ends of rollups.
  const asked = at ?? [2, half, half + 1, last - 3, last - 1, last];
  const found: Asked[] = [];
  for (const [place, sequence] of asked.entries())
    for (const pools of isNightly ? ways : [ways[place % ways.length]!]) {
      const vintage = { sequence, known_at: entries[sequence - 1]!.received_at, registry_sequence: 0 };
      const question = { span, vintages: [vintage], pools };
      const [rows = []] = await stocksWithin(stores.clickhouse, indicators, { ...question, hasRollups: false });
      found.push({ sequence, indicators, question, swept: nonzero(rows) });
    }
  return found;
}

/** Vintages at which rollups say something else than the rows of facts. */
async function differences(asked = some): Promise<number[]> {
  const differing: number[] = [];
  for (const { sequence, indicators, question, swept } of asked) {
    const [rows = []] = await stocksWithin(stores.clickhouse, indicators, question);
    if (JSON.stringify(nonzero(rows)) !== JSON.stringify(swept)) differing.push(sequence);
  }
  return differing;
}

test("rollups of any size, merged or not, say at every vintage what the rows of facts say", async () => {
  expect(await differences(everything)).toEqual([]);
  for (const most of isNightly ? [60, 100_000] : [32]) {
    await rollUp({ least: 1, most });
    expect((await ranges()).at(-1)!.through).toBe(entries.length);
    expect(await differences(everything)).toEqual([]);
    await stores.clickhouse.write.command("TRUNCATE TABLE @db.rollups");
  }
});

test("vintages that are read together say what each says alone", async () => {
  // The last entries are in no rollup.
  await (isNightly ? rollUp({ least: 100, most: 200 }) : restore(2));
  const { clickhouse } = stores;
  const rollups = await readRollups(clickhouse);
  const indicators = [evalGap, reliabilityDebt];
  const membership = membershipWithin(registry, span.points);
  const vintages = entries.map(({ sequence, received_at }) => ({
    sequence,
    known_at: received_at,
    registry_sequence: 0,
  }));
  const last = rollups.reduce((through, each) => Math.max(through, each.through), 0);
  for (const covered of [0, coveredUntil(rollups, { sequence: last - 1 }), last]) {
    const together = vintages.filter((each) => coveredUntil(rollups, each) === covered);
    for (const pools of [memberPools, stockPoolsOf({ kind: "function", division: 1 }, registry, membership)]) {
      const read = await stocksWithin(clickhouse, indicators, { span, vintages: together, pools });
      for (const at of [0, Math.floor(together.length / 2), together.length - 1]) {
        const alone = together.slice(at, at + 1);
        const [expected = []] = await stocksWithin(clickhouse, indicators, { span, vintages: alone, pools });
        expect(nonzero(read[at] ?? [])).toEqual(nonzero(expected));
      }
    }
  }
});

test("a rollup is made once there are rows enough, and of no more than whole entries can be", async () => {
  const rows = await stores.clickhouse.read<{ row_count: string }>(
    "SELECT row_count FROM @db.projected ORDER BY sequence",
  );
  const counts = rows.map(({ row_count }) => Number(row_count));
  const total = counts.reduce((sum, count) => sum + count, 0);
  await rollUp({ least: total + 1, most: total + 1 });
  expect(await ranges()).toEqual([]);
  const half = counts.findIndex((_, at) => counts.slice(0, at + 1).reduce((sum, count) => sum + count) >= total / 2);
  await createRollUp(stores.clickhouse, { least: 1, most: Math.ceil(total / 2) }).next();
  expect(await ranges()).toEqual([{ from: 1, through: half + 1 }]);
  await startAgain(0);
  await rollUp({ least: total, most: total });
  expect(await ranges()).toEqual([{ from: 1, through: entries.length }]);
});

/**
 * The engine, with somebody looking over the shoulder of whoever writes to it: called before and after each write, or by day only
 * after it, when there is what there is before the next.
 */
function observed(look: () => void): ClickHouse {
  const { write, ...rest } = stores.clickhouse;
  const seen =
    <Arguments extends unknown[]>(act: (...given: Arguments) => Promise<void>) =>
    async (...given: Arguments): Promise<void> => {
      if (isNightly) look();
      await act(...given);
      look();
    };
  return { ...rest, write: { ...write, insert: seen(write.insert), command: seen(write.command) } };
}

test.each([
  // Entries, days, and the row that says that both are whole.
  { of: "rows of facts", made: 1, writes: 3 },
  // Days and that row.
  { of: "other rollups", made: 2, writes: 2 },
])(
  "a rollup of $of that dies before or after any of its writes is as if it had not begun, and is made by the next start",
  async ({ made, writes }) => {
    let deaths = 0;
    for (let isDead = true; isDead; deaths += isDead ? 1 : 0) {
      await startAgain(made);
      let looks = 0;
      const dying = observed(() => {
        if ((looks += 1) === deaths + 1) throw new Error("it died here");
      });
      isDead = await createRollUp(dying, small)
        .next()
        .then(() => false)
        .catch(() => true);
      expect(await differences()).toEqual([]);
      await verifyProjection(stores);
      await createRollUp(stores.clickhouse, small).next();
      expect(await differences(isNightly ? some : some.slice(-1))).toEqual([]);
    }
    expect(deaths).toBe(isNightly ? 2 * writes : writes);
  },
  240_000,
);

/** Nothing but the first so many rollups, or all that there can be. */
async function startAgain(made: number): Promise<void> {
  for (const table of rollupTables) await stores.clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
  if (made > 0) await restore(made);
}

/** Rollups are the same each time: those that are only the beginning of a test are made once, and copied. */
const kept = new Map<number, string>();

async function restore(made: number): Promise<void> {
  const { write } = stores.clickhouse;
  const name = kept.get(made) ?? `kept_${kept.size}`;
  if (kept.has(made)) {
    for (const table of rollupTables)
      await write.command(`INSERT INTO @db.${table} SELECT * FROM @db.${name}_${table}`);
    return;
  }
  const one = createRollUp(stores.clickhouse, small);
  for (let times = 0; times < made && (await one.next()); times += 1);
  for (const table of rollupTables) {
    await write.command(`CREATE TABLE @db.${name}_${table} AS @db.${table}`);
    await write.command(`INSERT INTO @db.${name}_${table} SELECT * FROM @db.${table}`);
  }
  kept.set(made, name);
}

describe("the comparison at a start", () => {
  const stepOf = async (): Promise<string> =>
    (await stores.clickhouse.read<{ step: string }>("SELECT max(step) AS step FROM @db.drops"))[0]!.step;

  test.each([
    ["has lost a row of a day", "DELETE FROM @db.daily_changes WHERE date = (SELECT min(date) FROM @db.daily_changes)"],
    [
      "has lost a row of an entry",
      "DELETE FROM @db.entry_changes WHERE sequence = (SELECT max(sequence) FROM @db.entry_changes)",
    ],
    [
      "was made with other definitions",
      "INSERT INTO @db.rollups SELECT * REPLACE ('other' AS measures) FROM @db.rollups LIMIT 1",
    ],
    ["is there twice", "INSERT INTO @db.rollups SELECT * FROM @db.rollups ORDER BY entry_row_count DESC LIMIT 1"],
  ])("takes away, as readers are told, what %s", async (_, damage) => {
    await restore(Infinity);
    const step = await stepOf();
    await verifyProjection(stores);
    expect(await stepOf()).toBe(step);
    await stores.clickhouse.write.command(damage);
    await verifyProjection(stores);
    expect(await ranges()).toEqual([]);
    expect(Number(await stepOf())).toBeGreaterThan(Number(step));
    if (isNightly) await rollUp(small);
    else await createRollUp(stores.clickhouse, small).next();
    expect(await differences()).toEqual([]);
  });

  test("leaves rollups that are whole, and takes rows away that none of them counts", async () => {
    await restore(Infinity);
    const [before, made] = [await ranges(), await stores.clickhouse.read("SELECT count() AS n FROM @db.daily_changes")];
    await stores.clickhouse.write.command(
      "INSERT INTO @db.daily_changes SELECT * REPLACE (toUInt64(9) AS through) FROM @db.daily_changes WHERE from_sequence = 1 AND through = 1",
    );
    await verifyProjection(stores);
    expect(await ranges()).toEqual(before);
    expect(await stores.clickhouse.read("SELECT count() AS n FROM @db.daily_changes")).toEqual(made);
  });
});

test("what is dropped from an entry on takes the rollups that reach beyond it along, and a rebuild all", async () => {
  await rollUp({ least: 1, most: isNightly ? 100 : 32 });
  const first = Math.floor(entries.length / 2);
  const before = await ranges();
  await dropFrom(stores, first);
  expect(await ranges()).toEqual(before.filter(({ through }) => through < first));
  expect((await ranges()).length).toBeGreaterThan(0);
  await createProjection(stores).project(entries.slice(first - 1));
  await stores.sql`UPDATE ledger_entry SET projected_at = received_at`;
  expect(await differences()).toEqual([]);
  await rollUp(small);
  expect(await differences()).toEqual([]);
  await dropFrom(stores, 1);
  expect(await ranges()).toEqual([]);
  for (const table of ["daily_changes", "entry_changes"])
    expect(await stores.clickhouse.read(`SELECT * FROM @db.${table}`)).toEqual([]);
  await createProjection(stores).project(entries);
  await stores.sql`UPDATE ledger_entry SET projected_at = received_at`;
});
