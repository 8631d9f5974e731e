import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdList } from "./id-list.ts";

function listOf(ids: readonly string[]): ReturnType<typeof createIdList> {
  const list = createIdList();
  for (let at = 0; at < ids.length; at += 3) {
    const texts = ids.slice(at, at + 3).map((id) => Buffer.from(id));
    let end = 0;
    const ends = Uint32Array.from(texts, ({ length }) => (end += length));
    list.append({ bytes: new Uint8Array(Buffer.concat(texts)), ends });
  }
  return list;
}

test("ids are sorted byte by byte, equal ones stay in the order they came, and later ones of the same are told", async () => {
  const id = fc.oneof(fc.stringMatching(/^[A-C]{0,3}$/), fc.constantFrom("", "a", "é", "\u{10000}", "\uFFFD"));
  await fc.assert(
    fc.asyncProperty(fc.array(id, { maxLength: 40 }), async (ids) => {
      const bytes = ids.map((each) => Buffer.from(each));
      const expected = [...ids.keys()].sort((left, right) => bytes[left]!.compare(bytes[right]!) || left - right);
      const { order, doubled } = await listOf(ids).sorted();
      expect([...order]).toEqual(expected);
      expect(doubled.toSorted((left, right) => left - right)).toEqual(
        [...ids.keys()].filter((index) => ids[index] !== "" && ids.indexOf(ids[index]!) < index),
      );
    }),
  );
});

test("two hundred thousand ids in no order are sorted in slices, between which others have their turn", async () => {
  const ids = Array.from({ length: 200_000 }, (_, index) => `workload-${(index * 7_919) % 200_000}`);
  let turns = 0;
  let isSorting = true;
  const takeTurns = (): void => {
    turns += 1;
    if (isSorting) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);
  const { order } = await listOf(ids).sorted();
  isSorting = false;
  expect(ids[order[0]!]).toBe("workload-0");
  expect(turns).toBeGreaterThan(100);
});
