import { Worker } from "node:worker_threads";
import type { Finding } from "#schema/rules.ts";
import { slack } from "#records/plain-record/slack.ts";
import { freeMemory } from "#db/free-memory.ts";
import type { ValidatedBatch } from "./validate-batch.ts";
import type { ThreadAnswer, ThreadRequest } from "./validation-thread.ts";

export interface ValidationPool {
  /** Validates NDJSON lines in a thread; the bytes are handed over and must not be used after. */
  validate(lines: Uint8Array<ArrayBuffer>, options: PoolOptions): Promise<ValidatedBatch>;
  /** Memory for the lines of a batch, used before if there is any. */
  takeBuffer: () => Uint8Array<ArrayBuffer>;
  /** Takes the memory of a batch's texts back, which are not read any more. */
  giveBack(batch: ValidatedBatch): void;
  /** A push has come to its end: memory is given back that only large ones need. */
  rest(): void;
  /** From the next batch on, only these providers are known. */
  setKnownProviders(providers: readonly string[]): void;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Longest record. */
  recordBytes: number;
  /** Findings to list of each severity. */
  list: Record<Finding["severity"], number>;
}

/** Large enough that handing a batch over costs little, small enough that several threads share one push. */
const bufferBytes = 512 * 1024 + slack;

/** Buffers kept for the next batches. Memory that goes around does not have to be found, cleared and collected each time. */
const keptBuffers = 12;

/** Kept when a push has come to its end, for those of usual size. */
const keptAtRest = 3;

/** Batches of all pushes that a thread may have waiting; more wait outside, so that they hold no memory in the thread. */
const waitingInThread = 3;

/** What a thread makes of a record is garbage by the next; room for more of it would only be filled before it is collected. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

interface Waiting {
  resolve: (batch: ValidatedBatch) => void;
  reject: (error: Error) => void;
}

interface Slot {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/** Threads that parse and validate, so that no push, however large, stalls the thread that answers everyone. */
export function startValidationPool(threads: number): ValidationPool {
  let providers: readonly string[] = [];
  let ticket = 0;
  let isClosing = false;
  const kept: ArrayBuffer[] = [];
  const line: (() => void)[] = [];
  const slots: Slot[] = Array.from({ length: threads }, () => start());

  function start(): Slot {
    const worker = new Worker(new URL("./validation-worker.mjs", import.meta.url), { resourceLimits });
    const slot: Slot = { worker, waiting: new Map() };
    worker.unref();
    worker.postMessage({ kind: "providers", providers } satisfies ThreadRequest);
    worker.on("message", ({ ticket: done, batch, used }: ThreadAnswer) => {
      keep(used);
      slot.waiting.get(done)?.resolve(batch);
      slot.waiting.delete(done);
      line.shift()?.();
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
    for (const next of line.splice(0)) next();
  }

  function keep(buffer: ArrayBufferLike): void {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === bufferBytes && kept.length < keptBuffers)
      kept.push(buffer);
  }

  const idlest = (): Slot => slots.reduce((least, each) => (each.waiting.size < least.waiting.size ? each : least));

  return {
    async validate(lines, { recordBytes, list }) {
      while (idlest().waiting.size >= waitingInThread) await new Promise<void>((resolve) => line.push(resolve));
      const slot = idlest();
      ticket += 1;
      const mine = ticket;
      const spare = kept.pop();
      const request: ThreadRequest = { kind: "batch", ticket: mine, lines, recordBytes, list, spare };
      try {
        return await new Promise<ValidatedBatch>((resolve, reject) => {
          slot.waiting.set(mine, { resolve, reject });
          slot.worker.ref();
          slot.worker.postMessage(request, spare ? [lines.buffer, spare] : [lines.buffer]);
        });
      } finally {
        if (slot.waiting.size === 0) slot.worker.unref();
      }
    },
    takeBuffer: () => new Uint8Array(kept.pop() ?? new ArrayBuffer(bufferBytes)),
    giveBack: ({ lines }) => keep(lines.bytes.buffer),
    rest() {
      for (const buffer of kept.splice(keptAtRest)) freeMemory(new Uint8Array(buffer));
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
