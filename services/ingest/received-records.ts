import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ContentChunk, Contents } from "#ledger/store-contents.ts";
import { createGrowingBytes } from "./growing-bytes.ts";
import { createIdList } from "./id-list.ts";
import { openLineStore } from "./line-store.ts";
import type { ValidatedBatch } from "./validate-batch.ts";
import type { YoungGarbage } from "./young-garbage.ts";

/** The records of a push: some fifty bytes of each in memory, their texts in a spool. */
export interface ReceivedRecords {
  readonly count: number;
  append(batch: ValidatedBatch): Promise<void>;
  /** Call it when all have come, before what follows. Gives the indices of records whose id an earlier one has. */
  sort(): Promise<number[]>;
  idOf(record: number): string;
  /** SHA-256, hex, over a first line and the canonical texts sorted by id, each ended by a line feed. */
  digest(head: string): Promise<string>;
  /** In the order of workload ids. */
  contents: Contents;
  close(): Promise<void>;
}

const digestBytes = 32;

/** Beyond it texts go to a file: a push of usual size stays in memory, a hundred of the largest must not fill it. */
const memoryBytes = { lines: 2 * 1024 * 1024, labels: 128 * 1024 };

/** Records that are looked for in the ledger at once. */
const chunkRecords = 2_000;

/** Bytes that are digested at once: a fifth of a millisecond. */
const digestedBytes = 256 * 1024;

/** Of a text on its way to Postgres: the text, the driver's message and what it hands to the socket. */
const copies = 3;

/** @param directory takes the texts of a large push */
export function receiveRecords(directory: string, garbage: YoungGarbage): ReceivedRecords {
  const ids = createIdList();
  const digests = createGrowingBytes();
  const lines = openLineStore(directory, memoryBytes.lines);
  const labels = openLineStore(directory, memoryBytes.labels);
  let order = new Uint32Array(0);

  /** The order cut into pieces of so many records and bytes at the most, but one record at the least. */
  function* pieces(mostRecords: number, mostBytes: number): Generator<Uint32Array> {
    for (let first = 0; first < order.length;) {
      let end = first;
      let size = 0;
      while (end < order.length && end - first < mostRecords) {
        size += lines.size(order[end] ?? 0);
        if (size > mostBytes && end > first) break;
        end += 1;
      }
      yield order.subarray(first, end);
      first = end;
    }
  }

  function contentChunk(records: Uint32Array): ContentChunk {
    const hexOf = (record: number): string =>
      digests.bytes.toString("hex", record * digestBytes, (record + 1) * digestBytes);
    const textOf = (lined: Buffer): string => lined.toString("utf8", 0, lined.length - 1);
    return {
      count: records.length,
      workload: (index) => ids.at(records[index] ?? 0),
      digest: (index) => hexOf(records[index] ?? 0),
      size: (index) => lines.size(records[index] ?? 0),
      async read(indices, values) {
        const wanted = indices.map((index) => records[index] ?? 0);
        values.push(textOf(await labels.gather(wanted)));
        const lined = await lines.gather(wanted);
        garbage.leave(lined.length * copies);
        values.push(textOf(lined));
      },
    };
  }

  return {
    get count() {
      return ids.count;
    },
    async append(batch) {
      ids.append(batch.ids);
      digests.append(batch.digests);
      await lines.append(batch.lines);
      await labels.append(batch.labels);
    },
    async sort() {
      const sorted = await ids.sorted();
      order = sorted.order;
      return sorted.doubled;
    },
    idOf: (record) => ids.at(record),
    async digest(head) {
      const hash = createHash("sha256").update(head);
      for (const records of pieces(Infinity, digestedBytes)) {
        hash.update(await lines.gather(records));
        await nextTurn(); // nothing has waited for another thread when the records come in no order
      }
      return hash.digest("hex");
    },
    contents: {
      get count() {
        return order.length;
      },
      *chunks() {
        for (const records of pieces(chunkRecords, Infinity)) yield contentChunk(records);
      },
    },
    async close() {
      ids.close();
      digests.close();
      await lines.close();
      await labels.close();
    },
  };
}
