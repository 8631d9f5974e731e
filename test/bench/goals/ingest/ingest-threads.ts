import { Worker } from "node:worker_threads";
import type { RecordFinding } from "#records/check-lines.ts";
import { slack } from "#records/plain-record/slack.ts";
import type { IngestAnswer, IngestRequest } from "./ingest-thread.ts";

/** Threads in which a push is checked and what follows from it is derived, in one pass over its bytes. */
export interface IngestThreads {
  takeBuffer: () => Uint8Array<ArrayBuffer>;
  /** Hands lines over; resolves when a thread may be given more. */
  add(lines: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Every error, in order, records counted from the push's first; when all lines are checked and all rows were handed on. */
  end(): Promise<RecordFinding[]>;
  close(): Promise<void>;
}

export interface IngestSettings {
  threads: number;
  isForLedger: boolean;
  /** Takes rows as they come. */
  insert(block: Uint8Array<ArrayBuffer>): void;
}

/** As in the product's own pool. */
const bufferBytes = 512 * 1024 + slack;
const waitingInThread = 3;

export function startIngestThreads({ threads, isForLedger, insert }: IngestSettings): IngestThreads {
  const kept: ArrayBuffer[] = [];
  let batches: { count: number; errors: RecordFinding[] }[] = [];
  let ticket = 0;
  let wake = (): void => {};
  let fail = (_error: unknown): void => {};
  const slots = Array.from({ length: threads }, () => {
    const slot = {
      worker: new Worker(new URL("./ingest-worker.mjs", import.meta.url)),
      waiting: 0,
      isEnded: false,
    };
    slot.worker.on("error", (error) => fail(error));
    slot.worker.on("message", (answer: IngestAnswer) => {
      if (answer.kind === "rows") insert(answer.block);
      else if (answer.kind === "ended") slot.isEnded = true;
      else {
        batches[answer.ticket] = answer;
        kept.push(answer.used);
        slot.waiting -= 1;
      }
      wake();
    });
    return slot;
  });
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        fail = reject;
      });
    }
  };
  const post = (worker: Worker, request: IngestRequest, transferred: ArrayBuffer[] = []): void =>
    worker.postMessage(request, transferred);
  const idlest = () => slots.reduce((least, each) => (each.waiting < least.waiting ? each : least));

  return {
    takeBuffer: () => new Uint8Array(kept.pop() ?? new ArrayBuffer(bufferBytes)),
    async add(lines) {
      await until(() => idlest().waiting < waitingInThread);
      const slot = idlest();
      slot.waiting += 1;
      post(slot.worker, { kind: "lines", ticket, lines, isForLedger }, [lines.buffer]);
      ticket += 1;
    },
    async end() {
      for (const slot of slots) {
        slot.isEnded = false;
        post(slot.worker, { kind: "end" });
      }
      await until(() => slots.every(({ isEnded }) => isEnded));
      let first = 0;
      const found = batches.flatMap(({ count, errors }) => {
        const counted = errors.map((each) => ({ ...each, record: first + each.record }));
        first += count;
        return counted;
      });
      batches = [];
      ticket = 0;
      return found;
    },
    async close() {
      await Promise.all(slots.map(({ worker }) => worker.terminate()));
    },
  };
}
