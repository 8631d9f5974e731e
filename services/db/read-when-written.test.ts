import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { readWhenWritten } from "./read-when-written.ts";

let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(async () => await stores.close());

test("a reading is shared until something is written, and never older than what was written before it was asked for", async () => {
  const { clickhouse } = stores;
  let readings = 0;
  const lastStep = readWhenWritten(clickhouse, async () => {
    readings += 1;
    const [row] = await clickhouse.read<{ step: string }>("SELECT max(step) AS step FROM @db.drops");
    return Number(row?.step);
  });
  expect(await Promise.all([lastStep(), lastStep()])).toEqual([0, 0]);
  expect(await lastStep()).toBe(0);
  expect(readings).toBe(1);
  for (const step of [1, 2, 3]) {
    const meanwhile = lastStep();
    await clickhouse.write.insert("@db.drops", [{ step }]);
    expect(await lastStep()).toBe(step);
    await meanwhile;
  }
});

test("where others write too, and after a failure, everybody's reading is a new one", async () => {
  let readings = 0;
  const ofServer = readWhenWritten({ ...stores.clickhouse, writes: () => undefined }, () =>
    Promise.resolve((readings += 1)),
  );
  expect([await ofServer(), await ofServer()]).toEqual([1, 2]);

  let failures = 0;
  const failing = readWhenWritten(stores.clickhouse, () => {
    failures += 1;
    return failures === 1 ? Promise.reject(new Error("no engine")) : Promise.resolve("read");
  });
  await expect(failing()).rejects.toThrow("no engine");
  expect(await failing()).toBe("read");
});
