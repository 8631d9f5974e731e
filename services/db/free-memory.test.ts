import { expect, test } from "vitest";
import { freeMemory } from "./free-memory.ts";

const mebibyte = 1024 ** 2;

test("memory that is given back is gone at once, not with the next collection", () => {
  const before = process.memoryUsage().arrayBuffers;
  const bytes = new Uint8Array(64 * mebibyte);
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(60 * mebibyte);
  freeMemory(bytes);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * mebibyte);
  expect(bytes.length).toBe(0);
});

test("a part of memory that others have too is left alone", () => {
  const whole = Buffer.from(new ArrayBuffer(1024)).fill(7);
  freeMemory(whole.subarray(0, 512));
  expect(whole[1023]).toBe(7);
  const pooled = Buffer.from("a few bytes of the pool that every short buffer lies in");
  freeMemory(pooled);
  expect(pooled.toString()).toContain("a few bytes");
});
