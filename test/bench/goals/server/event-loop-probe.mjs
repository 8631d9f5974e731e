// Preloaded into a server: measures how long its main thread does not get to its timers. SIGUSR2 writes the longest stall
// since the last one, in milliseconds, to the file that BENCH_STALL_FILE names.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const tickMs = 1;

if (isMainThread && process.env.BENCH_STALL_FILE) {
  let longest = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - tickMs);
    last = now;
  }, tickMs).unref();
  process.on("SIGUSR2", () => {
    writeFileSync(process.env.BENCH_STALL_FILE, String(longest));
    longest = 0;
    last = performance.now();
  });
}
