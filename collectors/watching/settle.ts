import type { Candidate } from "./list-candidates.ts";

/** Long enough for the event of a first write to arrive behind that of the file's name. */
const eventPatienceMs = 200;

/**
 * Remembers since when files are as they are, by our clock alone: a file server's may be another. Gives those that are whole: unchanged
 * for `settleMs`, or moved into the folder, oldest first. An empty file is taken for one that is about to be written.
 */
export function createSettling(
  settleMs: number,
  cameWhole: (name: string) => boolean,
): (candidates: readonly Candidate[], now: number) => Candidate[] {
  let seen = new Map<string, { state: string; since: number }>();
  return (candidates, now) => {
    const before = seen;
    seen = new Map();
    const settled: Candidate[] = [];
    for (const candidate of candidates) {
      const { name, state, size } = candidate;
      const known = before.get(name);
      const since = known?.state === state ? known.since : now;
      seen.set(name, { state, since });
      const patienceMs = cameWhole(name) ? Math.min(eventPatienceMs, settleMs) : settleMs;
      if (size > 0 && known && now - since >= patienceMs) settled.push(candidate);
    }
    return settled.toSorted((left, right) => left.modifiedAt - right.modifiedAt);
  };
}
