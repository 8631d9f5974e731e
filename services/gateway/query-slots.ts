import { GatewayException } from "./exception.ts";

export type QuerySlots = {
  /** Runs `work` when a slot is free; throws when too many wait, or when it took too long or nobody waits any more. */
  use<T>(work: () => Promise<T>, waiting: { untilMs: number; signal: AbortSignal | undefined }): Promise<T>;
  /** Statements that wait. */
  waiting(): number;
};

type Turn = { go(): void };

/**
 * How many statements of readers run at the same time. The engine shares its processor and this process's threads with what takes
 * pushes, so readers wait here, first come first served, and not in it.
 */
export function createQuerySlots({ slots, maxWaiting }: { slots: number; maxWaiting: number }): QuerySlots {
  let free = slots;
  const queue: Turn[] = [];

  const acquire = (untilMs: number, signal: AbortSignal | undefined): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    if (queue.length >= maxWaiting) {
      throw new GatewayException("TOO_MANY_SIMULTANEOUS_QUERIES", `Too many statements wait, maximum: ${maxWaiting}`);
    }
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(late);
        signal?.removeEventListener("abort", gone);
      };
      const turn: Turn = {
        go: () => {
          end();
          resolve();
        },
      };
      const giveUp = (error: GatewayException): void => {
        end();
        queue.splice(queue.indexOf(turn), 1);
        reject(error);
      };
      const gone = (): void =>
        giveUp(new GatewayException("QUERY_WAS_CANCELLED", "Nobody waits for the answer any more"));
      const late = setTimeout(
        () => giveUp(new GatewayException("TIMEOUT_EXCEEDED", "Timeout exceeded while other statements were running")),
        Math.max(0, untilMs),
      );
      queue.push(turn);
      if (signal?.aborted) gone();
      else signal?.addEventListener("abort", gone);
    });
  };
  const release = (): void => {
    const next = queue.shift();
    if (next) next.go();
    else free += 1;
  };

  return {
    async use(work, { untilMs, signal }) {
      await acquire(untilMs, signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
    waiting: () => queue.length,
  };
}
