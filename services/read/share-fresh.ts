/**
 * Lets callers share one reading without ever giving anybody an older one than they asked for: whoever comes while a reading
 * runs, which may have missed what they know of, gets the next one, together with all who come until it starts.
 */
export function shareFresh<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    const mine = read();
    running = mine;
    const ended = (): void => {
      if (running === mine) running = undefined;
    };
    mine.then(ended, ended);
    return mine;
  };
  const startNext = (): Promise<T> => {
    next = undefined;
    return start();
  };
  return () => {
    if (!running) return start();
    next ??= running.then(startNext, startNext);
    return next;
  };
}
