import type { Logger } from "pino";

export type Closers = {
  onClose: (name: string, close: () => Promise<void>) => void;
  /** Closes what was opened, the last first; again is nothing. */
  closeAll: () => Promise<void>;
};

/** What was opened and has to be closed, whether everything went well or not. */
export function createClosers(log: Logger): Closers {
  const opened: { name: string; close: () => Promise<void> }[] = [];
  return {
    onClose: (name, close) => void opened.unshift({ name, close }),
    async closeAll() {
      for (const { name, close } of opened.splice(0)) {
        // What cannot be closed must not keep the rest open.
        await close().catch((error: unknown) => log.error({ err: error }, `${name} did not close`));
      }
    },
  };
}
