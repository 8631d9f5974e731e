import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { goAfterMainThread } from "#db/after-main-thread.ts";
import type { Finding } from "#schema/rules.ts";
import { createBatchValidator, type ValidatedBatch } from "./validate-batch.ts";
import { warmUpBatches } from "./warm-up.ts";

/** What the pool sends: a batch to validate, or the providers that the registry knows from now on. */
export type ThreadRequest =
  | {
      kind: "batch";
      ticket: number;
      lines: Uint8Array<ArrayBuffer>;
      recordBytes: number;
      list: Record<Finding["severity"], number>;
      /** Comes back as the memory of the batch's canonical texts when they fit. */
      spare: ArrayBuffer | undefined;
    }
  | { kind: "providers"; providers: readonly string[] };

/** What the pool gets: the batch, and the memory that its lines came in. */
export interface ThreadAnswer {
  ticket: number;
  batch: ValidatedBatch;
  used: ArrayBuffer;
}

/** Less than usual, and more than derivation has, which nobody waits for with an open connection. */
const niceness = 5;

if (!parentPort) throw new Error("validation-thread.ts runs as a worker only");
const port = parentPort;
const { handOver } = goAfterMainThread(niceness);
const validate = createBatchValidator();
let known: ReadonlySet<string> = new Set();
const isKnownProvider = (provider: string): boolean => known.has(provider);

port.on("message", (request: ThreadRequest) => {
  if (request.kind === "providers") {
    known = new Set(request.providers);
    return;
  }
  const { ticket, lines, ...options } = request;
  const batch = validate(lines, { ...options, isKnownProvider });
  const columns = [batch.ids, batch.lines, batch.labels].flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]);
  const used = lines.buffer;
  handOver(() =>
    port.postMessage({ ticket, batch, used } satisfies ThreadAnswer, [...columns, batch.digests.buffer, used]),
  );
});

/** The engine compiles what it has seen often. Between batches, so that a push that comes at once does not wait for it. */
async function warmUp(): Promise<void> {
  for (const lines of warmUpBatches()) {
    validate(lines, { recordBytes: lines.length, list: { error: 1, warning: 1 }, isKnownProvider });
    await nextTurn();
  }
}
void warmUp();
