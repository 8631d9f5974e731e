import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Tells what a push has left behind, and has it collected before it is much. */
export interface YoungGarbage {
  /** So many bytes outside the engine's heap are not used any more from now on, or soon. */
  leave(bytes: number): void;
}

/** Collected so often that it is never much, and so seldom that it costs next to nothing: a millisecond each time. */
const collectedBytes = 8 * 1024 * 1024;

/**
 * The engine collects young objects when its heap for them is full. Of buffers that heap holds only the handles: tens of megabytes
 * wait there for their end, until so much has come together that the engine goes through the whole heap, which stalls everybody.
 */
export function createYoungGarbage(): YoungGarbage {
  let left = 0;
  return {
    leave(bytes) {
      left += bytes;
      if (left < collectedBytes) return;
      left = 0;
      collectYoung({ type: "minor" });
    },
  };
}

const collectYoung = exposedCollector();

/** The engine gives it only to contexts that are made after it was asked to. */
function exposedCollector(): (options: { type: "minor" }) => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (options: { type: "minor" }) => void;
  setFlagsFromString("--no-expose-gc");
  return collect;
}
