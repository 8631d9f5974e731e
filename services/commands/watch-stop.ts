/**
 * Lets a command end in order: Ctrl-C and SIGTERM, also again, are only noted until `end`, so that what was opened is closed.
 * The command asks `isStopped` between its steps.
 */
export function watchStop(): { isStopped(): boolean; end(): void } {
  let isStopped = false;
  const stop = (): void => void (isStopped = true);
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    isStopped: () => isStopped,
    end() {
      for (const signal of signals) process.removeListener(signal, stop);
    },
  };
}
