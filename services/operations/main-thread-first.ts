import { readdirSync, readFileSync } from "node:fs";
import { getPriority, platform, setPriority } from "node:os";
import { setFlagsFromString } from "node:v8";

/** Half of what the main thread gets while all of them want a processor. */
const niceness = 3;

/** The engine starts threads when it needs them. */
const lookMs = 1_000;

/**
 * Lets the thread that answers everybody go before those of the embedded engine, where there are fewer processors than work. Node's
 * own threads stay as they are: they hold locks for a moment that the main thread needs, and workers go after it by themselves. Linux
 * gives each thread a priority of its own; elsewhere nothing happens. Call what it gives to end it.
 */
export function letMainThreadGoFirst(): () => void {
  // Else the collector of short-lived garbage shares its work with other threads, and then waits for one that no processor runs.
  setFlagsFromString("--no-parallel-scavenge");
  if (platform() !== "linux") return () => {};
  let known: ReadonlySet<number> = new Set([process.pid]); // the main thread has the number of the process
  const look = (): void => {
    const threads = readdirSync("/proc/self/task").map(Number);
    for (const thread of threads) if (!known.has(thread)) lower(thread);
    known = new Set(threads);
  };
  look();
  const timer = setInterval(look, lookMs).unref();
  return () => clearInterval(timer);
}

const nameOf = (thread: number): string => readFileSync(`/proc/self/task/${thread}/comm`, "utf8");

function lower(thread: number): void {
  try {
    // Node gives its threads no names, so they have that of the process.
    if (nameOf(thread) !== nameOf(process.pid) && getPriority(thread) < niceness) setPriority(thread, niceness);
  } catch {
    // It has ended meanwhile, or may not be changed: then it is as it was.
  }
}
