import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { createPrecedence, givingWay } from "./precedence.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/** Whether the promise has been fulfilled after so many milliseconds. */
const isFulfilled = (promise: Promise<unknown>, ms: number): Promise<boolean> =>
  Promise.race([promise.then(() => true), delay(ms, false)]);

test("what gives way waits until the last of those that go first has ended", async () => {
  const precedence = createPrecedence();
  await precedence.whenQuiet();
  const leaveFirst = precedence.enter();
  const leaveSecond = precedence.enter();
  const quiet = precedence.whenQuiet();
  leaveFirst();
  leaveFirst();
  expect(await isFulfilled(quiet, 30)).toBe(false);
  leaveSecond();
  expect(await isFulfilled(quiet, 30)).toBe(true);
});

test("what ends and leads to something at once lets nobody between", async () => {
  const precedence = createPrecedence();
  const leavePush = precedence.enter();
  const quiet = precedence.whenQuiet();
  leavePush();
  const leaveProjection = precedence.enter();
  await nextTurn();
  expect(await isFulfilled(quiet, 30)).toBe(false);
  leaveProjection();
  expect(await isFulfilled(quiet, 30)).toBe(true);
});

test("with pushes without end, what gives way goes on all the same", async () => {
  const precedence = createPrecedence();
  precedence.enter();
  const began = performance.now();
  await precedence.whenQuiet();
  expect(performance.now() - began).toBeGreaterThan(100);
});

test("statements of a store that gives way wait, and give what they give", async () => {
  const precedence = createPrecedence();
  const patient = givingWay(stores.clickhouse, precedence);
  const leave = precedence.enter();
  const writing = patient.write.insert("@db.drops", [{ step: 7 }]);
  expect(await isFulfilled(writing, 50)).toBe(false);
  expect(await stores.clickhouse.read("SELECT step FROM @db.drops")).toEqual([]);
  leave();
  await writing;
  expect(await patient.read("SELECT step FROM @db.drops")).toEqual([{ step: "7" }]);
});

test("after two seconds only what is bounded still goes first: the rest may be as slow as its line", async () => {
  const [slow, projecting] = [createPrecedence(), createPrecedence()];
  slow.enter();
  projecting.enter("bounded");
  await delay(2_050);
  expect(await isFulfilled(slow.whenQuiet(), 50)).toBe(true);
  expect(await isFulfilled(projecting.whenQuiet(), 50)).toBe(false);
});
