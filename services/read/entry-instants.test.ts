import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { openEntryInstants } from "./entry-instants.ts";
import { readWatermark } from "./vintage.ts";

let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(async () => await stores.close());

const instant = (ms: number): string => new Date(ms).toISOString();

/** Entries of the ledger as the projector would have written them, and those among them that changed the registry. */
async function project(entries: readonly { sequence: number; ms: number }[], registry: readonly number[]) {
  const { write } = stores.clickhouse;
  await write.insert(
    "@db.parties",
    entries
      .filter(({ sequence }) => registry.includes(sequence))
      .map(({ sequence, ms }) => ({ kind: "member", id: "m", body: "{}", known_at: instant(ms), sequence })),
  );
  await write.insert(
    "@db.projected",
    entries.map(({ sequence, ms }) => ({
      sequence,
      known_at: instant(ms),
      row_count: 0,
      row_hash: 0,
      derivation: 1,
    })),
  );
}

test("finds the last entry at or before an instant, and the last change of the registry among those", async () => {
  const { clickhouse } = stores;
  const placeAt = openEntryInstants(clickhouse);
  const at = async (ms: number): Promise<number[]> => {
    const { sequence, registry_sequence } = await placeAt(await readWatermark(clickhouse), ms);
    return [sequence, registry_sequence];
  };
  expect(await at(5_000)).toEqual([0, 0]);

  // More than one page, so that the second is read too.
  const many = Array.from({ length: 25_000 }, (_, index) => ({ sequence: index + 1, ms: (index + 1) * 10 }));
  await project(many, [1, 20_001]);
  expect(await at(9)).toEqual([0, 0]);
  expect(await at(10)).toEqual([1, 1]);
  expect(await at(19)).toEqual([1, 1]);
  expect(await at(200_009)).toEqual([20_000, 1]);
  expect(await at(200_010)).toEqual([20_001, 20_001]);
  expect(await Promise.all([at(249_999), at(250_000)])).toEqual([
    [24_999, 20_001],
    [25_000, 20_001],
  ]);

  await project([{ sequence: 25_001, ms: 250_001 }], [25_001]);
  expect(await at(250_001)).toEqual([25_001, 25_001]);

  // A rebuild: others stand in the place of what was taken away.
  await clickhouse.write.insert("@db.drops", [{ step: 1 }]);
  await clickhouse.write.command("TRUNCATE TABLE @db.projected");
  await clickhouse.write.command("TRUNCATE TABLE @db.parties");
  await project([{ sequence: 1, ms: 500 }], []);
  await clickhouse.write.insert("@db.drops", [{ step: 2 }]);
  expect(await at(499)).toEqual([0, 0]);
  expect(await at(250_001)).toEqual([1, 0]);
});
