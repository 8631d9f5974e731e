import { type ByteSpool, openByteSpool } from "./byte-spool.ts";
import { freeMemory } from "#db/free-memory.ts";
import { createOffsets } from "./offsets.ts";
import type { TextColumn } from "./text-column.ts";

/** Texts of the records of a push, each with its line feed, in the order they came. */
export interface LineStore {
  append(column: TextColumn): Promise<void>;
  /** Bytes of a record's line. */
  size(record: number): number;
  /** The lines of some records one after the other, in the order asked for; they hold until the next call. */
  gather(records: Uint32Array): Promise<Buffer>;
  close(): Promise<void>;
}

/** From here on it costs less to let another thread read. */
const longBytes = 16 * 1024;

export function openLineStore(directory: string, memoryBytes: number): LineStore {
  const spool: ByteSpool = openByteSpool(directory, memoryBytes);
  const offsets = createOffsets();
  /** Used again and again: memory that is cleared for each chunk is what stalls a large push. */
  let memory = Buffer.alloc(0);
  return {
    async append({ bytes, ends }) {
      await spool.append(bytes.subarray(0, ends.at(-1) ?? 0));
      offsets.append(ends);
    },
    size: (record) => offsets.end(record) - offsets.start(record),
    async gather(records) {
      const runs = runsOf(records);
      let size = 0;
      for (const { first, last } of runs) size += offsets.end(last) - offsets.start(first);
      if (size > memory.length) {
        freeMemory(memory);
        memory = Buffer.allocUnsafeSlow(size);
      }
      let at = 0;
      for (const { first, last } of runs) {
        const start = offsets.start(first);
        const run = memory.subarray(at, at + offsets.end(last) - start);
        if (run.length < longBytes) spool.readNow(run, start);
        else await spool.read(run, start);
        at += run.length;
      }
      return memory.subarray(0, size);
    },
    async close() {
      await spool.close();
      offsets.close();
      freeMemory(memory);
    },
  };
}

/** Records that follow each other both in the order they came and in the order asked for. */
function runsOf(records: Uint32Array): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const record of records) {
    const run = runs.at(-1);
    if (run && run.last + 1 === record) run.last = record;
    else runs.push({ first: record, last: record });
  }
  return runs;
}
