import { expect, test } from "vitest";
import { createInterruptible } from "./interruptible.ts";

const never = new Promise<never>(() => {});

test("what is waited for settles as it would, and an interruption ends the waiting now or next, the first one for good", async () => {
  const interruptible = createInterruptible();
  expect(await interruptible.until(Promise.resolve(1))).toBe(1);
  await expect(interruptible.until(Promise.reject(new Error("of its own")))).rejects.toThrow("of its own");
  const waiting = interruptible.until(never);
  interruptible.interrupt(new Error("first"));
  interruptible.interrupt(new Error("second"));
  await expect(waiting).rejects.toThrow("first");
  await expect(interruptible.until(never)).rejects.toThrow("first");
});
