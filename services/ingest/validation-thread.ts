import { parentPort } from "node:worker_threads";
import { createRecordValidator } from "./record-validator.ts";
import { validateBatch } from "./validate-batch.ts";

/** What the pool sends: a batch to validate, or the providers that the registry knows from now on. */
export type ThreadRequest =
  | { kind: "batch"; ticket: number; lines: Uint8Array<ArrayBuffer>; recordBytes: number }
  | { kind: "providers"; providers: readonly string[] };

if (!parentPort) throw new Error("validation-thread.ts runs as a worker only");
const port = parentPort;
const validate = createRecordValidator();
let known: ReadonlySet<string> = new Set();

port.on("message", (request: ThreadRequest) => {
  if (request.kind === "providers") {
    known = new Set(request.providers);
    return;
  }
  const batch = validateBatch(request.lines, request, validate, (provider) => known.has(provider));
  port.postMessage({ ticket: request.ticket, batch }, [batch.digests.buffer, batch.bodies.buffer, batch.ends.buffer]);
});
