import { setImmediate as nextTurn } from "node:timers/promises";

/** How long the thread that answers everybody may work on one thing before it looks at the others. */
const breathMs = 5;

/** A function to call between small pieces of work: gives way when the thread has been kept for too long. */
export function createBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < breathMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
