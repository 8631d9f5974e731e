import type { Goal, Side, WorldSize } from "../harness/goal.ts";
import { medianTime } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { worldDatabase } from "../worlds/world-database.ts";
import { dailySums, vintageOf } from "./series/daily-readings.ts";

const sideOf = (size: WorldSize): string => `sweep over ${size}`;

/** How the time of a sweep grows with the world. */
export const seriesGrowth: Goal = {
  id: "growth",
  title: "growth of daily series from 1 M to 5 M workloads",
  worlds: [["1m", "5m"]],
  claims: () => [
    {
      id: "growth-time",
      title: "daily series: growth from 1 M to 5 M workloads",
      terms: [
        { side: sideOf("5m"), quantity: "time_ms", statistic: "median" },
        { side: sideOf("1m"), quantity: "time_ms", statistic: "median" },
      ],
      compare: "ratio",
      bound: "at most",
      must: 5,
      aim: 3.5,
    },
  ],
  async open({ worldsDirectory, noteVersion }, sizes) {
    const engines = await openEngines(worldsDirectory, noteVersion);
    const sides = sizes.map(async (size): Promise<Side> => {
      const { clickhouse } = await engines.open(worldDatabase(size));
      const vintage = await vintageOf(clickhouse);
      const sweep = (): Promise<unknown> => dailySums(clickhouse, vintage, { hasRollups: false });
      return { name: sideOf(size), sample: async () => ({ time_ms: await medianTime(sweep) }) };
    });
    return { sides: await Promise.all(sides), close: () => engines.close() };
  },
};
