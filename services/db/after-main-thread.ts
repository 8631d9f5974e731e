import { getPriority, platform, setPriority } from "node:os";

/** A thread that goes after the main one where there are fewer processors than work. Linux gives each thread a priority of its own. */
export interface AfterMainThread {
  /**
   * Does what takes a lock that the main thread needs, such as posting a message. Who is put aside while it holds one, behind all others,
   * keeps the main thread waiting until it gets a processor again: so it does not go after others for that moment, where the
   * system lets a thread take a priority back.
   */
  handOver: (work: () => void) => void;
}

/** Call it in the thread. */
export function goAfterMainThread(niceness: number): AfterMainThread {
  if (platform() !== "linux") return { handOver: (work) => work() };
  const usual = getPriority();
  setPriority(niceness);
  let mayRise = true;
  const rise = (): void => {
    try {
      setPriority(usual);
    } catch {
      mayRise = false; // only some accounts may
    }
  };
  return {
    handOver(work) {
      if (mayRise) rise();
      try {
        work();
      } finally {
        if (mayRise) setPriority(niceness);
      }
    },
  };
}
