import { Worker } from "node:worker_threads";
import type { PostgresAddress } from "#db/postgres.ts";
import type { ThreadAnswer, ThreadRequest } from "./derivation-thread.ts";
import type { DeriveChunk } from "./derive-chunk.ts";
import type { FactRows } from "./fact-rows.ts";

export interface DerivationPool {
  /** Derives in a thread, with connections of its own; fails when the thread dies. */
  derive: DeriveChunk;
  close(): Promise<void>;
}

/** One derives while the other waits for Postgres; the thread that answers everybody has other work. */
const threads = 2;

/**
 * What a thread makes of a chunk is garbage by the next; room for more of it would only be filled before it is collected. Of old
 * objects it holds few, and never comes near this limit; but the engine lets a heap that may grow large quadruple before it
 * collects it, and one that may not grow by half.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1_024 };

interface Waiting {
  resolve: (rows: FactRows) => void;
  reject: (error: unknown) => void;
}

interface Slot {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/** Threads that derive, so that no entry of the ledger, however large, stalls the one that answers everyone. The first chunk starts them. */
export function startDerivationPool(address: PostgresAddress): DerivationPool {
  const slots: Slot[] = [];
  let ticket = 0;

  function start(): Slot {
    const worker = new Worker(new URL("./derivation-worker.mjs", import.meta.url), {
      resourceLimits,
      workerData: address,
    });
    const slot: Slot = { worker, waiting: new Map() };
    worker.on("message", (answer: ThreadAnswer) => {
      const waiting = slot.waiting.get(answer.ticket);
      slot.waiting.delete(answer.ticket);
      if (slot.waiting.size === 0) worker.unref();
      if ("rows" in answer) waiting?.resolve(answer.rows);
      else waiting?.reject(answer.error);
    });
    worker.on("error", (error) => fail(slot, error));
    worker.on("exit", (code) => {
      fail(slot, new Error(`a derivation thread ended with code ${code}`));
      slots.splice(slots.indexOf(slot), 1); // the next chunk starts another
    });
    return slot;
  }

  function fail({ waiting }: Slot, error: unknown): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    derive(chunk, change) {
      if (slots.length < threads) slots.push(start()); // one at a time: each takes milliseconds of this thread
      const slot = slots.reduce((least, each) => (each.waiting.size < least.waiting.size ? each : least));
      ticket += 1;
      const request: ThreadRequest = { ticket, chunk, change };
      return new Promise((resolve, reject) => {
        slot.waiting.set(request.ticket, { resolve, reject });
        slot.worker.ref();
        slot.worker.postMessage(request);
      });
    },
    async close() {
      await Promise.all(slots.map(({ worker }) => worker.terminate()));
    },
  };
}
