import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createYoungGarbage } from "./young-garbage.ts";

const mebibyte = 1024 ** 2;
const buffers = (): number => process.memoryUsage().arrayBuffers;

/** What is made here is used by nobody afterwards. */
function waste(bytes: number): void {
  for (let made = 0; made < bytes; made += mebibyte) new Uint8Array(mebibyte).fill(1);
}

test("buffers that a push has left behind do not wait for a full heap", async () => {
  const garbage = createYoungGarbage();
  const before = buffers();
  waste(24 * mebibyte);
  garbage.leave(7 * mebibyte);
  expect(buffers() - before).toBeGreaterThan(20 * mebibyte);
  garbage.leave(1 * mebibyte);
  for (let patience = 100; patience > 0 && buffers() - before > 4 * mebibyte; patience -= 1) await delay(10);
  expect(buffers() - before).toBeLessThan(4 * mebibyte);
});
