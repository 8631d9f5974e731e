import { readdirSync, readFileSync } from "node:fs";
import { getPriority, platform } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { letMainThreadGoFirst } from "./main-thread-first.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test.runIf(platform() === "linux")(
  "the engine's threads go after the main one, those that start later too",
  async () => {
    const end = letMainThreadGoFirst();
    await stores.clickhouse.read("SELECT sum(number) FROM numbers_mt(1000000)");
    await expect
      .poll(() => engineThreads().filter((thread) => getPriority(thread) < 1), { timeout: 5_000 })
      .toEqual([]);
    expect(engineThreads().length).toBeGreaterThan(1);
    expect(getPriority(process.pid)).toBe(0);
    end();
  },
);

function engineThreads(): number[] {
  const names = readdirSync("/proc/self/task").map((id) => [id, readFileSync(`/proc/self/task/${id}/comm`, "utf8")]);
  return names.filter(([, name]) => name === "ThreadPool\n").map(([id]) => Number(id));
}
