import { createGrowingBytes } from "./growing-bytes.ts";
import { createOffsets } from "./offsets.ts";
import type { TextColumn } from "./text-column.ts";
import { createTurnTaker } from "./turn-taker.ts";

/** The workload ids of a push in the order they came: a few bytes each. */
export interface IdList {
  readonly count: number;
  append(column: TextColumn): void;
  at(record: number): string;
  /** Lets others have a turn while it sorts. */
  sorted(): Promise<SortedIds>;
  close(): void;
}

export interface SortedIds {
  /** Indices in the byte order of ids; equal ids in the order they came. */
  order: Uint32Array<ArrayBuffer>;
  /** Indices of those whose id an earlier one has; records without an id are not among them. */
  doubled: number[];
}

export function createIdList(): IdList {
  const texts = createGrowingBytes();
  let { bytes } = texts;
  const offsets = createOffsets();
  /** Whether each id so far came after the one before it: then there is nothing to sort. */
  let isAscending = true;

  function compare(left: number, right: number): number {
    const start = offsets.start(left);
    const other = offsets.start(right);
    const length = offsets.end(left) - start;
    const otherLength = offsets.end(right) - other;
    const both = Math.min(length, otherLength);
    for (let index = 0; index < both; index += 1) {
      const difference = (bytes[start + index] ?? 0) - (bytes[other + index] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - otherLength;
  }

  const ids: IdList = {
    get count() {
      return offsets.count;
    },
    append(column) {
      const first = offsets.count;
      texts.append(column.bytes.subarray(0, column.ends.at(-1) ?? 0));
      bytes = texts.bytes;
      offsets.append(column.ends);
      for (let record = Math.max(1, first); isAscending && record < offsets.count; record += 1)
        isAscending = compare(record - 1, record) < 0;
    },
    at: (record) => bytes.toString("utf8", offsets.start(record), offsets.end(record)),
    async sorted() {
      const given = new Uint32Array(offsets.count);
      for (let record = 0; record < given.length; record += 1) given[record] = record;
      if (isAscending) return { order: given, doubled: [] };
      const order = await mergeSorted(given, compare);
      const takeTurn = createTurnTaker();
      const doubled: number[] = [];
      for (const [place, record] of order.entries()) {
        if (place > 0 && compare(order[place - 1] ?? 0, record) === 0 && ids.at(record) !== "") doubled.push(record);
        const turn = takeTurn();
        if (turn) await turn;
      }
      return { order, doubled };
    },
    close() {
      texts.close();
      offsets.close();
    },
  };
  return ids;
}

/** Merge sort from short runs to long ones, in slices between which the event loop turns. */
async function mergeSorted(
  given: Uint32Array<ArrayBuffer>,
  compare: (left: number, right: number) => number,
): Promise<Uint32Array<ArrayBuffer>> {
  let from = given;
  let to = new Uint32Array(given.length);
  const takeTurn = createTurnTaker();
  for (let width = 1; width < given.length; width *= 2) {
    for (let start = 0; start < given.length; start += 2 * width) {
      const middle = Math.min(start + width, given.length);
      const end = Math.min(start + 2 * width, given.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at += 1) {
        const takesLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
        to[at] = (takesLeft ? from[left] : from[right]) ?? 0;
        if (takesLeft) left += 1;
        else right += 1;
        const turn = takeTurn();
        if (turn) await turn;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
