import { isDeepStrictEqual } from "node:util";
import type { Claim, Goal, Side } from "../harness/goal.ts";
import { medianTime } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { worldDatabase } from "../worlds/world-database.ts";
import { dailySums, plainScan, vintageOf } from "./series/daily-readings.ts";

/** At no entry in particular: hardly ever one where a rollup ends. */
const earlier = "2026-05-17T12:00:00.000Z";

const claim = (id: string, title: string, side: string, than: string, must: number, aim: number): Claim => ({
  id: `series-${id}`,
  title: `daily series, 2 years, shares and debt, by member: ${title}`,
  terms: [
    { side, quantity: "time_ms", statistic: "median" },
    { side: than, quantity: "time_ms", statistic: "median" },
  ],
  compare: "ratio",
  bound: "at most",
  must,
  aim,
});

/** All shares over workloads and all debt stocks for every day of two years, by member, as the product reads them. */
export const series: Goal = {
  id: "series",
  title: "daily series",
  worlds: [["100k"], ["1m"]],
  claims: () => [
    claim("sweep", "sweep over intervals against a scan", "sweep", "scan", 4, 2.5),
    claim("vintage", "the same at an earlier vintage", "sweep as known then", "scan as known then", 4, 2),
    claim("rollups", "from rollups, at an earlier vintage", "rollups as known then", "scan as known then", 1.5, 1),
  ],
  async open({ worldsDirectory, noteVersion }, [size = "1m"]) {
    const engines = await openEngines(worldsDirectory, noteVersion);
    const { clickhouse } = await engines.open(worldDatabase(size));
    const now = await vintageOf(clickhouse);
    const then = await vintageOf(clickhouse, earlier);
    const swept = await dailySums(clickhouse, then, { hasRollups: false });
    const rolled = await dailySums(clickhouse, then, { hasRollups: true });
    if (!isDeepStrictEqual(byPool(swept), byPool(rolled))) throw new Error("rollups give other sums than a sweep");
    const side = (name: string, work: () => Promise<unknown>): Side => ({
      name,
      sample: async () => ({ time_ms: await medianTime(work) }),
    });
    return {
      sides: [
        side("scan", () => plainScan(clickhouse, now)),
        side("sweep", () => dailySums(clickhouse, now, { hasRollups: false })),
        side("scan as known then", () => plainScan(clickhouse, then)),
        side("sweep as known then", () => dailySums(clickhouse, then, { hasRollups: false })),
        side("rollups as known then", () => dailySums(clickhouse, then, { hasRollups: true })),
      ],
      close: () => engines.close(),
    };
  },
};

const byPool = <Row extends { pool: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((left, right) => (left.pool < right.pool ? -1 : 1));
