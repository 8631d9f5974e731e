import { stat } from "node:fs/promises";

/** The files that the meaning of a watched one depends on, as one look at them found them. */
export interface BesideLook {
  /** The same text as long as nothing was written to one of them and nothing put in its place. */
  state: string;
  /** Whether they have been as they are for long enough to be read. */
  isStill: boolean;
  /** Whether this look is the first at which they are another than before. */
  isChanged: boolean;
}

/**
 * Looks at the mapping and the overlay of a watch: what was read by the one that was there before is to be read again, and one that
 * is still being written is not to be read. Those that are there at the start are taken as they are.
 *
 * @param names paths; undefined ones are left out
 */
export function createBesideWatch(
  names: readonly (string | undefined)[],
  settleMs: number,
): (now: number) => Promise<BesideLook> {
  let last: { state: string; since: number } | undefined;
  return async (now) => {
    const states = await Promise.all(
      names.map(async (name) => {
        const found = name === undefined ? undefined : await stat(name).catch(() => undefined);
        return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "none";
      }),
    );
    const state = states.join("\n");
    const isChanged = last !== undefined && last.state !== state;
    if (!last) last = { state, since: -Infinity };
    else if (isChanged) last = { state, since: now };
    return { state, isStill: now - last.since >= settleMs, isChanged };
  };
}
