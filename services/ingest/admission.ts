import { ProblemError } from "#http/problem.ts";
import type { Limits } from "#schema/limits.ts";

/** Who may send now: rates and places of each agency, bytes of the whole process. Nothing here outlives the process. */
export interface Admission {
  /** Takes a place for one push, or throws `rate-limited`, `push-in-progress`. Call the result when the push has ended. */
  enter(agency: string, pushId: string): () => void;
  /** Counts bytes that arrive against the process' bound, or throws `server-busy`. */
  reserve(bytes: number): void;
  release(bytes: number): void;
}

const windowMs = 60_000;

export function createAdmission(limits: Limits, now: () => number): Admission {
  const recent = new Map<string, number[]>();
  const underway = new Map<string, Set<string>>();
  let inFlight = 0;

  const tooMany = (detail: string, afterMs: number): ProblemError =>
    new ProblemError("rate-limited", {
      detail,
      headers: { "retry-after": String(Math.max(1, Math.ceil(afterMs / 1000))) },
    });

  return {
    enter(agency, pushId) {
      const at = now();
      const starts = (recent.get(agency) ?? []).filter((start) => start > at - windowMs);
      recent.set(agency, starts);
      const oldest = starts[0];
      if (oldest !== undefined && starts.length >= limits.puts_per_minute) {
        throw tooMany(`${agency} has sent ${limits.puts_per_minute} pushes within a minute.`, oldest + windowMs - at);
      }
      const mine = underway.get(agency) ?? new Set();
      if (mine.has(pushId)) throw new ProblemError("push-in-progress", { headers: { "retry-after": "1" } });
      if (mine.size >= limits.concurrent_pushes) {
        throw tooMany(`${agency} has ${limits.concurrent_pushes} pushes under way.`, 1_000);
      }
      starts.push(at);
      underway.set(agency, mine.add(pushId));
      return () => {
        mine.delete(pushId);
        if (mine.size === 0) underway.delete(agency);
      };
    },
    reserve(bytes) {
      if (inFlight + bytes > limits.bytes_in_flight && inFlight > 0) throw new ProblemError("server-busy");
      inFlight += bytes;
    },
    release(bytes) {
      inFlight -= bytes;
    },
  };
}
