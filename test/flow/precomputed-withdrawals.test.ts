import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { precomputeWithdrawals } from "#projection/precompute-withdrawals.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { dropFrom, verifyProjection } from "#projection/verify-projection.ts";
import type { CaseFile } from "#services/cases/case-file.ts";
import { emptyStores } from "#services/cases/empty-stores.ts";
import { loadCase } from "#services/cases/load-case.ts";
import { caseFiles, caseNamed } from "#test/support/case-files.ts";
import { createDraw, type Draw } from "#test/support/random-world/draw.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { type WithdrawalDifferences, withdrawalDifferences } from "#test/support/withdrawal-differences.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const isNightly = process.env.NIGHTLY === "1";

/** Pieces so small that a case has several. */
const sizes = { rangeRows: 200, sliceRows: isNightly ? 30 : 15 };
const begin = () => precomputeWithdrawals(stores.clickhouse, { now: Date.now, sizes });

/** Does so many pieces at most, and tells how many there were. */
async function precompute(withdrawals: ReturnType<typeof begin>, pieces = Infinity): Promise<number> {
  let done = 0;
  while (done < pieces && (await withdrawals.next())) done += 1;
  return done;
}

async function project(draw: Draw, until: number): Promise<void> {
  const entries = await stores.sql<LedgerEntry[]>`
    SELECT sequence, kind, received_at FROM ledger_entry WHERE projected_at IS NULL AND sequence <= ${until} ORDER BY sequence`;
  const projection = createProjection(stores);
  for (let at = 0, size = 0; at < entries.length; at += size) {
    size = draw.between(1, 20);
    await projection.project(entries.slice(at, at + size));
  }
  await stores.sql`UPDATE ledger_entry SET projected_at = now() WHERE sequence <= ${until}`;
}

/** A quick run has one random world, of changes to the registry in few months: the engine takes rows away month by month. */
const seeds = isNightly ? Array.from({ length: 60 }, (_, index) => index + 1) : [26];
const size = isNightly ? undefined : { agencies: 3, workloads: 3 };
const worlds: [string, () => CaseFile][] = [
  ...(isNightly ? caseFiles() : []).map((file): [string, () => CaseFile] => [file, () => caseNamed(file)]),
  ...seeds.map((seed): [string, () => CaseFile] => [`random world ${seed}`, () => randomWorld(seed, size)]),
];

describe.each(worlds)("%s", (name, world) => {
  const draw = createDraw(name.length * 31 + name.charCodeAt(name.length - 6));
  let compared = 0;
  let last = 0;
  const expectEqual = (found: WithdrawalDifferences): void => {
    compared += found.compared;
    expect(found.differences).toEqual([]);
  };

  test("what is precomputed equals what is counted from the facts, at whatever entry and piece one looks", async () => {
    const { sql, clickhouse } = stores;
    await emptyStores(stores);
    await loadCase(sql, world());
    last = Number((await sql<{ last: number }[]>`SELECT max(sequence) AS last FROM ledger_entry`)[0]!.last);
    for (const until of [Math.ceil(last / 3), Math.ceil((2 * last) / 3), last]) {
      await project(draw, until);
      // Each time as after a start: what the one before left half done lies there.
      const withdrawals = begin();
      await precompute(withdrawals, draw.between(1, isNightly ? 6 : 2));
      expectEqual(await withdrawalDifferences(clickhouse, draw));
    }
    const withdrawals = begin();
    await precompute(withdrawals);
    const whole = await withdrawalDifferences(clickhouse, draw);
    expect(whole.sequence).toBe(last);
    expectEqual(whole);
    expect(await withdrawals.next()).toBe(false);
    expect(compared).toBeGreaterThan(0);
  });

  test("and so after entries were dropped and projected again, wherever that cuts, and after a rebuild", async () => {
    for (const first of [draw.between(2, last), 1]) {
      const underWay = begin();
      await precompute(underWay, 2);
      await dropFrom(stores, first);
      underWay.forget();
      expectEqual(await withdrawalDifferences(stores.clickhouse, draw));
      await project(draw, last);
      await precompute(underWay);
      const again = await withdrawalDifferences(stores.clickhouse, draw);
      expect(again.sequence).toBe(last);
      expectEqual(again);
    }
    await verifyProjection(stores);
    expect((await withdrawalDifferences(stores.clickhouse, draw)).sequence).toBe(last);
  });
});
