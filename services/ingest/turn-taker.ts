import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a loop may keep the thread before it lets others have a turn: a tenth of what they can notice. */
const turnMs = 3;

/** How many calls come between two looks at the clock, unless told: a round is a record. */
const usualCallsBetween = 64;

/**
 * A function to call in every round of a loop over all of a push. It gives something to wait for when it is time for others, by
 * the clock and not by the rounds: code that runs for the first time is fifty times slower than later.
 */
export function createTurnTaker(callsBetween = usualCallsBetween): () => Promise<void> | undefined {
  let since = performance.now();
  let calls = 0;
  return () => {
    calls += 1;
    if (calls % callsBetween !== 0 || performance.now() - since < turnMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
