import { Worker } from "node:worker_threads";
import type { ThreadRequest } from "./validation-thread.ts";
import type { ValidatedBatch } from "./validate-batch.ts";

export interface ValidationPool {
  /** Validates NDJSON lines in a worker; the bytes are handed over and must not be used after. */
  validate(lines: Uint8Array<ArrayBuffer>, recordBytes: number): Promise<ValidatedBatch>;
  /** From the next batch on, only these providers are known. */
  setKnownProviders(providers: readonly string[]): void;
  close(): Promise<void>;
}

interface Slot {
  worker: Worker;
  waiting: Map<number, { resolve: (batch: ValidatedBatch) => void; reject: (error: Error) => void }>;
}

/** Threads that parse and validate, so that no push, however large, stalls the thread that answers everyone. */
export function startValidationPool(threads: number): ValidationPool {
  let providers: readonly string[] = [];
  let ticket = 0;
  let isClosing = false;
  const slots: Slot[] = Array.from({ length: threads }, () => start());

  function start(): Slot {
    const worker = new Worker(new URL("./validation-worker.mjs", import.meta.url));
    const slot: Slot = { worker, waiting: new Map() };
    worker.unref();
    worker.postMessage({ kind: "providers", providers } satisfies ThreadRequest);
    worker.on("message", ({ ticket: done, batch }: { ticket: number; batch: ValidatedBatch }) => {
      slot.waiting.get(done)?.resolve(batch);
      slot.waiting.delete(done);
    });
    worker.on("error", (error) => fail(slot, error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", (code) => {
      fail(slot, new Error(`a validation thread ended with code ${code}`));
      if (!isClosing) slots[slots.indexOf(slot)] = start();
    });
    return slot;
  }

  function fail(slot: Slot, error: Error): void {
    for (const { reject } of slot.waiting.values()) reject(error);
    slot.waiting.clear();
  }

  return {
    validate(lines, recordBytes) {
      const slot = slots.reduce((least, each) => (each.waiting.size < least.waiting.size ? each : least));
      ticket += 1;
      const mine = ticket;
      return new Promise((resolve, reject) => {
        slot.waiting.set(mine, { resolve, reject });
        slot.worker.ref();
        slot.worker.postMessage({ kind: "batch", ticket: mine, lines, recordBytes } satisfies ThreadRequest, [
          lines.buffer,
        ]);
      }).finally(() => {
        if (slot.waiting.size === 0) slot.worker.unref();
      }) as Promise<ValidatedBatch>;
    },
    setKnownProviders(known) {
      providers = known;
      for (const { worker } of slots) worker.postMessage({ kind: "providers", providers } satisfies ThreadRequest);
    },
    async close() {
      isClosing = true;
      await Promise.all(slots.map(({ worker }) => worker.terminate()));
    },
  };
}
