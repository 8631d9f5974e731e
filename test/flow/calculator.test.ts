import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Calculator, startCalculator } from "#calculation/start-calculator.ts";
import { resultTables } from "#calculation/result-tables.ts";
import { loadCase } from "#services/cases/load-case.ts";
import { openReading } from "#read/reading.ts";
import { dropResults, everyView, prepareResults, type ViewRow, viewRows } from "#test/support/calculated-results.ts";
import { keepStores, restoreStores } from "#test/support/kept-stores.ts";
import { precompute, projectOnly, projectUntil } from "#test/support/project-all.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { readersViews } from "#views/readers-views.ts";

const isNightly = process.env.NIGHTLY === "1";
/** A quick run has a small world: what is calculated grows with agencies and with the filings that change what was known. */
const size = isNightly ? { agencies: 4, workloads: 4 } : { agencies: 2, workloads: 3 };

let stores: TestStores;
let last = 0;
/** Single withdrawals in views when figures had been calculated and no withdrawal was precomputed. */
let earlyWithdrawals: ViewRow[];
/** Every view after all of the ledger was calculated at once, withdrawals after the rest. */
let wholeViews: Map<string, string[]>;
beforeAll(async () => {
  stores = await openTestStores();
  await loadCase(stores.sql, randomWorld(3, size));
  [{ last }] = await stores.sql<[{ last: number }]>`SELECT max(sequence) AS last FROM ledger_entry`;
  await projectUntil(stores, Math.ceil(last / 2));
  await ended(begin());
  await keepStores(stores, "half");
  await projectOnly(stores);
  await stores.clickhouse.write.command("TRUNCATE TABLE @db.withdrawal_marks");
  await stores.clickhouse.write.command("TRUNCATE TABLE @db.withdrawals");
  await dropResults(stores);
  const calculator = begin();
  while ((await viewRows(stores, "v_calculation")).length === 0) await delay(50);
  earlyWithdrawals = await viewRows(stores, "v_withdrawal", { where: "subject_kind != 'scenario'" });
  await precompute(stores);
  await ended(calculator);
  await keepStores(stores, "whole");
  wholeViews = await everyView(stores);
}, 120_000);
afterAll(() => stores.close());

/** The last second of a month. */
const endOfMonth = Date.parse("2026-02-28T23:59:59Z");

function begin(clock: { now: number } = { now: endOfMonth }): Calculator {
  return startCalculator({
    ...stores,
    reading: openReading(stores.clickhouse),
    log: pino({ level: "silent" }),
    now: () => clock.now,
    verified: Promise.resolve(),
  });
}

async function ended(calculator: Calculator): Promise<void> {
  await calculator.calculated();
  await calculator.stop();
}

/** How many rows there are that no reader sees. */
async function deadRows(): Promise<number> {
  let rows = 0;
  for (const table of Object.keys(resultTables)) {
    const [found] = await stores.clickhouse.read<{ dead: string }>(
      `SELECT count() AS dead FROM @db.${table} WHERE slice NOT IN (SELECT slice FROM @db.result_slices)`,
    );
    rows += Number(found!.dead);
  }
  return rows;
}

describe("a calculation that does not end", () => {
  let before: Map<string, string[]>;
  beforeAll(async () => {
    await restoreStores(stores, "half");
    before = await everyView(stores);
    await projectUntil(stores);
  });

  // By day the one below is it, which leaves rows as well.
  test.runIf(isNightly)("is never seen where it dies half way", async () => {
    // Everything is stored but the last insert, which did not happen.
    await prepareResults(stores, new Date(endOfMonth).toISOString());
    expect(await deadRows()).toBeGreaterThan(100);
    expect(await everyView(stores)).toEqual(before);
  });

  test("nor where it is stopped while it writes; what the one before has left is taken away", async () => {
    const calculator = begin();
    while ((await deadRows()) > 0) await delay(5);
    while ((await deadRows()) === 0) await delay(5);
    await calculator.stop();
    expect(await everyView(stores)).toEqual(before);
  });

  test("is made whole by the next, and nothing is left of it", async () => {
    await ended(begin());
    expect(await deadRows()).toBe(0);
    const [calculation] = await viewRows(stores, "v_calculation");
    expect(calculation!.through).toBe(last);
    const after = await everyView(stores);
    expect(after).not.toEqual(before);
    expect(after).toEqual(wholeViews);
  });

  test("leaves no results that nobody reads any more, nor do those that ended", async () => {
    await ended(begin());
    const [slices] = await stores.clickhouse.read<{ all: string; newest: string }>(
      `SELECT count() AS all, uniqExact(result, group_kind, group_id) AS newest FROM @db.result_slices`,
    );
    expect(slices!.all).toBe(slices!.newest);
  });
});

// Those above, which had them from the beginning, came to the same.
test("withdrawals follow when they are precomputed", () => {
  expect(earlyWithdrawals).toEqual([]);
  const rows = wholeViews.get("v_withdrawal")!;
  expect(rows.filter((row) => !row.includes('"subject_kind":"scenario"')).length).toBeGreaterThan(10);
});

test("on a new day results are of that day, and only of that", async () => {
  await restoreStores(stores, "whole");
  const clock = { now: endOfMonth };
  const calculator = begin(clock);
  await calculator.calculated();
  const days = async (where: string): Promise<string[]> => [
    ...new Set((await viewRows(stores, "v_figure", { where })).map(({ date }) => String(date))),
  ];
  expect(await days("is_latest")).toEqual(["2026-02-28"]);
  clock.now += 1_000;
  calculator.wake();
  await ended(calculator);
  expect(await days("is_latest")).toEqual(["2026-03-01"]);
  const dates = await days("1");
  expect(dates).toHaveLength(25);
  expect([dates[0], dates[23], dates[24]]).toEqual(["2024-03-31", "2026-02-28", "2026-03-01"]);
});

test("a member's views have nothing of other members but the names of members, and the rest as it is in everybody's", async () => {
  await restoreStores(stores, "whole");
  const members = (await viewRows(stores, "v_member")).map(({ member }) => String(member));
  expect(members.length).toBeGreaterThan(1);
  for (const { name, columns } of readersViews) {
    const all = await viewRows(stores, name);
    for (const member of members) {
      const own = await viewRows(stores, name, { member });
      const isOfMembers = columns.some((column) => column.name === "member") && name !== "v_member";
      const expected =
        name === "v_operation"
          ? []
          : isOfMembers
            ? all.filter((row) => ["", member].includes(String(row.member)))
            : all;
      // Whose push it was is not said of other members' agencies.
      const withoutCause = (rows: readonly ViewRow[]) => rows.map((row) => ({ ...row, cause: "" }));
      if (name === "v_revision") expect(withoutCause(own)).toEqual(withoutCause(expected));
      else expect([member, name, own]).toEqual([member, name, expected]);
      if (name === "v_revision")
        for (const { cause } of own) {
          const agency = / agency (\S+) /.exec(String(cause))?.[1];
          if (agency !== undefined) expect(await agenciesOf(member)).toContain(agency);
        }
    }
  }
});

const agenciesOf = async (member: string): Promise<string[]> =>
  (await viewRows(stores, "v_agency", { where: `member = '${member}'` })).map(({ agency }) => String(agency));
