import { readdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTestDirectory } from "#test/support/stores.ts";
import { type LineStore, openLineStore } from "./line-store.ts";

let directory: string;
beforeAll(() => {
  directory = makeTestDirectory();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const lines = Array.from({ length: 3_000 }, (_, index) => `${index}${"é".repeat((index * 7) % 90)}\n`);

/** A store that has taken the lines in batches of uneven size. */
async function filled(memoryBytes: number): Promise<LineStore> {
  const store = openLineStore(directory, memoryBytes);
  for (let at = 0, size = 1; at < lines.length; at += size, size = (size * 7) % 401) {
    const batch = lines.slice(at, at + size).map((line) => Buffer.from(line));
    let end = 0;
    const ends = Uint32Array.from(batch, ({ length }) => (end += length));
    // Memory of a batch is used again: it goes on after the last line, and changes afterwards.
    const bytes = new Uint8Array([...Buffer.concat(batch), 1, 2, 3]);
    await store.append({ bytes, ends });
    bytes.fill(0);
  }
  return store;
}

test.each([
  ["memory", 1_000_000],
  ["a file", 0],
  ["a file that memory has become", 50_000],
])("lines come out of %s in any order, one by one or many together", async (_, memoryBytes) => {
  const store = await filled(memoryBytes);
  const gathered = async (records: number[]): Promise<string> =>
    (await store.gather(Uint32Array.from(records))).toString();
  const all = [...lines.keys()];
  expect(await gathered(all)).toBe(lines.join(""));
  expect(await gathered(all.toReversed())).toBe(lines.toReversed().join(""));
  expect(await gathered([2_999, 0, 1, 2, 700])).toBe([2_999, 0, 1, 2, 700].map((index) => lines[index]).join(""));
  expect(await gathered([])).toBe("");
  expect(store.size(89)).toBe(Buffer.byteLength(lines[89]!));
  await store.close();
});

test("a spool's file has no name, so that a process that dies leaves nothing behind", async () => {
  const store = await filled(0);
  expect(readdirSync(directory)).toEqual([]);
  await store.close();
});
