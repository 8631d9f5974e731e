import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { makeTestDirectory } from "#test/support/stores.ts";
import { lockDirectory } from "./lock-directory.ts";

const directory = makeTestDirectory();
afterAll(() => rmSync(directory, { recursive: true }));

test("a directory has one holder at a time, and is free again when it lets go", async () => {
  const first = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(`${directory} is in use by another process`);
  await first.release();
  const second = await lockDirectory(directory);
  await second.release();
});
