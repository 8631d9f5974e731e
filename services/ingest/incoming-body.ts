import type { IncomingMessage } from "node:http";
import { ProblemError } from "#http/problem.ts";
import type { Limits } from "#schema/limits.ts";
import type { Admission } from "./admission.ts";
import { createInterruptible } from "./interruptible.ts";

/** How long, and how much, a sender may still talk after its push was refused, so that it reads the answer and no reset. */
const discard = { bytes: 64 * 1024 * 1024, ms: 2_000 };

/** A sender is given this long before its rate is judged. */
const rateGraceMs = 10_000;

/**
 * The bytes of a request as they arrive, counted against what the process may hold. Throws `too-large`, `server-busy`,
 * and `request-timeout` for a sender that trickles.
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
  const interruptible = createInterruptible();
  const watch = setInterval(() => {
    if (!tooSlow()) return;
    const detail = `The body arrived at less than ${limits.least_bytes_per_second} bytes a second.`;
    interruptible.interrupt(new ProblemError("request-timeout", { detail }));
  }, 1_000);
  watch.unref();
  // The stream must stay whole, or its sender would see a reset instead of the answer.
  const chunks = incoming.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = (await interruptible.until(chunks.next())) as IteratorResult<Buffer, undefined>;
      if (next.done) break;
      // First of all: who sends too much must not be told to come again because of its own bytes.
      if (received + next.value.length > limits.body_bytes) {
        throw new ProblemError("too-large", {
          detail: `The body is larger than ${limits.body_bytes} bytes on the wire.`,
        });
      }
      admission.reserve(next.value.length);
      received += next.value.length;
      yield next.value;
    }
  } finally {
    clearInterval(watch);
    admission.release(received);
    // Not awaited: it would wait for the next bytes of a sender that may have gone silent.
    chunks.return?.().catch(() => {});
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
