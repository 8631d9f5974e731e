import type { WorldSize } from "../harness/goal.ts";

/** The name of a world's database, in both engines. */
export const worldDatabase = (size: WorldSize): string => `world_${size}`;
