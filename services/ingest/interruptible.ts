/** Lets one thing end the waiting for whatever is waited for at the time. */
export interface Interruptible {
  /** Settles like `work`, or as soon as there is an interruption. One at a time. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Whatever is waited for now, or next, is rejected. The first interruption counts. */
  interrupt(error: unknown): void;
}

/** What `Promise.race` does, but that keeps every result as long as the promise that never settled: a body piece by piece. */
export function createInterruptible(): Interruptible {
  let interruption: { error: unknown } | undefined;
  let giveUp: (error: unknown) => void = () => {};
  return {
    until: (work) =>
      new Promise((resolve, reject) => {
        giveUp = reject;
        work.then(resolve, reject);
        if (interruption) reject(interruption.error);
      }),
    interrupt(error) {
      interruption ??= { error };
      giveUp(interruption.error);
    },
  };
}
