import { existsSync, readFileSync } from "node:fs";

/** What this process did while it was watched. */
export interface ProcessUse {
  /** The longest time that the main thread worked without a turn for anybody else. */
  stall_ms: number;
  /** Resident memory at its most, above what it was at the beginning. */
  extra_bytes: number;
}

const schedule = "/proc/thread-self/schedstat";

/** Milliseconds that this thread has had a processor, where the system tells: waiting for one is no fault of its own. */
const worked = existsSync(schedule)
  ? (): number => Number(readFileSync(schedule, "latin1").split(" ", 1)[0]) / 1e6
  : (): number => performance.now();

/** Gives what stops watching. */
export function watchProcess(): () => ProcessUse {
  const before = process.memoryUsage.rss();
  let extra_bytes = 0;
  let stall_ms = 0;
  let last = worked();
  const timer = setInterval(() => {
    const now = worked();
    stall_ms = Math.max(stall_ms, now - last);
    extra_bytes = Math.max(extra_bytes, process.memoryUsage.rss() - before);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return { stall_ms, extra_bytes };
  };
}
