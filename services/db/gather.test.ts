import { expect, test } from "vitest";
import { gather } from "./gather.ts";

/** Readings that end when they are told to. */
function controlled(): {
  read: (items: readonly string[]) => Promise<string>;
  readings: { items: readonly string[]; end: (error?: Error) => void }[];
} {
  const readings: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const read = (items: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      // A copy: what is added later was not read.
      const mine = [...items];
      readings.push({ items: mine, end: (error) => (error ? reject(error) : resolve(mine.join(" "))) });
    });
  return { read, readings };
}

/** Long enough for a reading to begin, which waits for the end of a turn. */
const moment = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test("what is asked for while a reading runs is read by the next, all together", async () => {
  const { read, readings } = controlled();
  const ask = gather(read);
  const first = ask("a");
  await moment();
  const others = ["b", "c", "b"].map(ask);
  await moment();
  expect(readings.map(({ items }) => items)).toEqual([["a"]]);
  readings[0]!.end();
  expect(await first).toBe("a");
  await moment();
  expect(readings.map(({ items }) => items)).toEqual([["a"], ["b", "c"]]);
  readings[1]!.end();
  expect(await Promise.all(others)).toEqual(["b c", "b c", "b c"]);
});

test("those who ask one after the other in one turn share a reading", async () => {
  const { read, readings } = controlled();
  const ask = gather(read);
  const first = ask("a");
  await Promise.resolve();
  const second = ask("b");
  await moment();
  expect(readings.map(({ items }) => items)).toEqual([["a", "b"]]);
  readings[0]!.end();
  expect(await Promise.all([first, second])).toEqual(["a b", "a b"]);
});

test("nobody gets what was read before they asked, and a failure is only of those who shared it", async () => {
  const { read, readings } = controlled();
  const ask = gather(read);
  const failing = ask("a");
  await moment();
  const waiting = ask("b");
  readings[0]!.end(new Error("no engine"));
  await expect(failing).rejects.toThrow("no engine");
  await moment();
  readings[1]!.end();
  expect(await waiting).toBe("b");
  const again = ask("b");
  await moment();
  readings[2]!.end();
  expect(await again).toBe("b");
  expect(readings.map(({ items }) => items)).toEqual([["a"], ["b"], ["b"]]);
});
