import type { Goal } from "../harness/goal.ts";
import { boardsAndPages } from "./boards.ts";
import { httpSeries } from "./http-series.ts";
import { largePush } from "./large-push.ts";
import { oneDate } from "./one-date.ts";
import { registryChange } from "./registry-change.ts";
import { series } from "./series.ts";
import { seriesGrowth } from "./series-growth.ts";
import { seriesMemory } from "./series-memory.ts";
import { smallPush } from "./small-push.ts";
import { snapshots } from "./snapshots.ts";
import { validatedIngest } from "./validated-ingest.ts";

/** Every goal, in the order of the report. Those that change a world come after all that only read it. */
export const goals: readonly Goal[] = [
  validatedIngest,
  largePush,
  series,
  seriesGrowth,
  seriesMemory,
  snapshots,
  httpSeries,
  oneDate,
  boardsAndPages,
  smallPush,
  registryChange,
];
