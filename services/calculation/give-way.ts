import { setImmediate as nextTurn } from "node:timers/promises";

/** How long the thread that answers everybody may work on results before it looks at the others. */
const turnMs = 4;

/** A function to call between small pieces of work: gives way when the thread has been kept for too long. */
export function createTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < turnMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
