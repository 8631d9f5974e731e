import { startValidationPool, type ValidationPool } from "#ingest/validation-pool.ts";

/** Threads of servers that are closed. They hold nothing of them but the providers that they knew. */
const idle = new Map<number, ValidationPool[]>();

/** What validates pushes, in threads that an earlier server of this process had, if there are any. */
export function borrowValidation(threads: number): ValidationPool {
  const pool = idle.get(threads)?.pop() ?? startValidationPool(threads);
  return {
    ...pool,
    close() {
      pool.setKnownProviders([]);
      idle.set(threads, [...(idle.get(threads) ?? []), pool]);
      return Promise.resolve();
    },
  };
}
