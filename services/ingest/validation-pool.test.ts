import { afterAll, beforeAll, expect, test } from "vitest";
import { aWorkload } from "#test/support/world.ts";
import { startValidationPool, type ValidationPool } from "./validation-pool.ts";

const options = { recordBytes: 10_000, list: { error: 10, warning: 10 } };

let pool: ValidationPool;
beforeAll(() => {
  pool = startValidationPool(2);
});
afterAll(() => pool.close());

function batchOf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const buffer = pool.takeBuffer();
  buffer.set(text);
  return buffer.subarray(0, text.length);
}

const record = (id: string, change: object = {}): string => JSON.stringify({ ...aWorkload(id), ...change });

test("batches that wait at once each get their own answer, whatever memory they share one after the other", async () => {
  for (let round = 0; round < 3; round += 1) {
    const names = Array.from({ length: 20 }, (_, index) => `r${round}-${index}`);
    await Promise.all(
      names.map(async (name) => {
        const batch = await pool.validate(batchOf([record(name), record(`${name}-b`)]), options);
        expect(Buffer.from(batch.lines.bytes.subarray(0, batch.lines.ends[0])).toString()).toContain(`"id":"${name}"`);
        pool.giveBack(batch);
      }),
    );
  }
});

test("providers are known from the next batch on, to every thread", async () => {
  const lines = [record("a", { alternatives: [{ status: "planned", provider: "acme" }] })];
  const counts = async (): Promise<unknown[]> => {
    const batches = await Promise.all(Array.from({ length: 6 }, () => pool.validate(batchOf(lines), options)));
    return batches.map(({ warning_counts }) => warning_counts["provider-unknown"] ?? 0);
  };
  expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);
  pool.setKnownProviders(["acme"]);
  expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
});
