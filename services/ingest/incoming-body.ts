import type { IncomingMessage } from "node:http";
import { ProblemError } from "#http/problem.ts";
import type { Limits } from "#schema/limits.ts";
import type { Admission } from "./admission.ts";

/** How long, and how much, a sender may still talk after its push was refused, so that it reads the answer and no reset. */
const discard = { bytes: 64 * 1024 * 1024, ms: 2_000 };

/** A sender is given this long before its rate is judged. */
const rateGraceMs = 10_000;

/**
 * The bytes of a request as they arrive, counted against what the process may hold. Throws `server-busy`, and
 * `request-timeout` for a sender that trickles.
 */
export async function* incomingBytes(
  incoming: IncomingMessage,
  { limits, admission, now }: { limits: Limits; admission: Admission; now: () => number },
): AsyncGenerator<Buffer> {
  const started = now();
  let received = 0;
  const tooSlow = (): boolean => {
    const elapsedMs = now() - started;
    return elapsedMs > rateGraceMs && received < (limits.least_bytes_per_second * elapsedMs) / 1000;
  };
  const failure = new ProblemError("request-timeout", {
    detail: `The body arrived at less than ${limits.least_bytes_per_second} bytes a second.`,
  });
  let isSlow = false;
  const watch = setInterval(() => {
    if (!tooSlow()) return;
    isSlow = true;
    incoming.emit("error", failure);
  }, 1_000);
  watch.unref();
  const chunks = incoming.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) {
      const bytes = chunk as Buffer;
      admission.reserve(bytes.length);
      received += bytes.length;
      yield bytes;
    }
  } catch (error) {
    throw isSlow ? failure : error;
  } finally {
    clearInterval(watch);
    admission.release(received);
  }
}

/** Reads on without keeping anything, until the sender has said all, or enough. */
export async function discardRest(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || incoming.destroyed) return;
  await new Promise<void>((resolve) => {
    let received = 0;
    const timer = setTimeout(resolve, discard.ms);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    incoming.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received > discard.bytes) done();
    });
    for (const event of ["end", "close", "error"]) incoming.once(event, done);
    incoming.resume();
  });
}
