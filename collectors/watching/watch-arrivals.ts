import { watch } from "node:fs";

/** Tells files that were moved into a folder whole from those that are still being written there. */
export interface Arrivals {
  /** Whether a name appeared in the folder and nothing was written under it since. */
  cameWhole(name: string): boolean;
  close(): void;
}

/**
 * Listens to the kernel. A file that is written makes events for its writing; one that is renamed or linked makes none but that of
 * its name. Where the kernel tells nothing, as of folders on another machine, no file counts as moved.
 */
export function watchArrivals(folder: string): Arrivals {
  const isWhole = new Map<string, boolean>();
  try {
    const watcher = watch(folder, (event, name) => {
      if (name === null) isWhole.clear(); // events were lost
      else isWhole.set(name, event === "rename");
    });
    watcher.on("error", () => isWhole.clear());
    return { cameWhole: (name) => isWhole.get(name) === true, close: () => watcher.close() };
  } catch {
    return { cameWhole: () => false, close: () => {} };
  }
}
