import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReading } from "#read/reading.ts";
import { loadCase } from "#services/cases/load-case.ts";
import { dropResults, everyView, viewRows } from "#test/support/calculated-results.ts";
import { precompute, projectUntil } from "#test/support/project-all.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { startCalculatorInThread } from "./calculator-in-thread.ts";
import { type Calculator, startCalculator } from "./start-calculator.ts";

let stores: TestStores;
/** Every view after this thread has calculated. */
let views: Map<string, string[]>;
const isNightly = process.env.NIGHTLY === "1";
const clock = { now: Date.parse("2026-03-05T12:00:00Z") };
const deps = { log: pino({ level: "silent" }), now: () => clock.now, verified: Promise.resolve() };

beforeAll(async () => {
  stores = await openTestStores();
  await loadCase(stores.sql, randomWorld(3, { agencies: 2, workloads: 3 }));
  await projectUntil(stores);
  await precompute(stores);
  await ended(startCalculator({ ...stores, ...deps, reading: openReading(stores.clickhouse) }));
  views = await everyView(stores);
  await dropResults(stores);
}, 60_000);
afterAll(() => stores.close());

const inThread = (): Calculator =>
  startCalculatorInThread({ ...stores, ...deps, postgresAddress: { embedded: stores.connection } });

async function ended(calculator: Calculator): Promise<void> {
  await calculator.calculated();
  await calculator.stop();
}

test("a thread gives the results that this one gives", async () => {
  await ended(inThread());
  expect(await everyView(stores)).toEqual(views);
});

// A day is calculated as a whole, which takes seconds.
test.runIf(isNightly)("it gives those of another day when it is told that it is one", async () => {
  const calculator = inThread();
  await calculator.calculated();
  clock.now += 24 * 60 * 60 * 1_000;
  calculator.wake();
  await ended(calculator);
  const [figure] = await viewRows(stores, "v_figure", { where: "is_latest" });
  expect(figure!.date).toBe("2026-03-06");
});

test("what keeps it from calculating is told, and it goes on when that has passed", async () => {
  await stores.clickhouse.write.command("RENAME TABLE @db.result_slices TO @db.hidden_slices");
  const calculator = inThread();
  await expect(calculator.calculated()).rejects.toThrow("result_slices");
  await stores.clickhouse.write.command("RENAME TABLE @db.hidden_slices TO @db.result_slices");
  await ended(calculator);
});

test("a thread that dies fails who waits for it, and stopping does not wait for another", async () => {
  const calculator = startCalculatorInThread({ ...stores, ...deps, postgresAddress: undefined as never });
  await expect(calculator.calculated()).rejects.toThrow();
  await calculator.stop();
});

test("one that is stopped at once ends, and who waits for results is told", async () => {
  const calculator = inThread();
  const waiting = calculator.calculated();
  waiting.catch(() => {});
  await delay(1);
  await calculator.stop();
  await expect(waiting).rejects.toThrow("stopped");
});
