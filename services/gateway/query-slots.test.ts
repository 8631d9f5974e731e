import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createQuerySlots } from "./query-slots.ts";

const patient = { untilMs: 10_000, signal: undefined };

/** Work that ends when it is told to. */
function held(): { work: () => Promise<void>; end: () => void } {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end: () => end() };
}

test("no more run at once than there are slots, and who came first goes first", async () => {
  const slots = createQuerySlots({ slots: 2, maxWaiting: 9 });
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (name: number) => async (): Promise<void> => {
    order.push(name);
    most = Math.max(most, (running += 1));
    await delay(5);
    running -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map((name) => slots.use(work(name), patient)));
  expect(most).toBe(2);
  expect(order).toEqual([1, 2, 3, 4, 5, 6]);
});

test("who waits too long is told so and leaves the line", async () => {
  const slots = createQuerySlots({ slots: 1, maxWaiting: 9 });
  const first = held();
  const running = slots.use(first.work, patient);
  await expect(slots.use(first.work, { ...patient, untilMs: 10 })).rejects.toMatchObject({ code: 159, status: 408 });
  expect(slots.waiting()).toBe(0);
  first.end();
  await running;
  expect(await slots.use(async () => "next", patient)).toBe("next");
});

test("who has gone does not take a turn", async () => {
  const slots = createQuerySlots({ slots: 1, maxWaiting: 9 });
  const first = held();
  const running = slots.use(first.work, patient);
  const gone = new AbortController();
  let hasRun = false;
  const waiting = slots.use(async () => void (hasRun = true), { ...patient, signal: gone.signal });
  const failed = waiting.catch((error: unknown) => error);
  gone.abort();
  expect(await failed).toMatchObject({ code: 394 });
  first.end();
  await running;
  expect(hasRun).toBe(false);
});

test("when too many wait, the next is refused at once; work that fails gives its slot back", async () => {
  const slots = createQuerySlots({ slots: 1, maxWaiting: 1 });
  const first = held();
  const running = slots.use(first.work, patient);
  const second = slots.use(() => Promise.reject(new Error("defect")), patient);
  await expect(slots.use(first.work, patient)).rejects.toMatchObject({ code: 202, status: 503 });
  const failed = second.catch((error: unknown) => error);
  first.end();
  await running;
  expect(await failed).toMatchObject({ message: "defect" });
  expect(await slots.use(async () => "next", patient)).toBe("next");
});
