import { summedIndicators } from "#indicators/daily-changes.ts";
import { stockSums } from "#indicators/measures.ts";
import type { Goal } from "../harness/goal.ts";
import { medianTime, timed } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { worldDatabase } from "../worlds/world-database.ts";
import { dailySums, vintageOf } from "./series/daily-readings.ts";
import { diskMebibytes, makeIntervals, makeSnapshots } from "./snapshots/make-snapshots.ts";

/** Ten times the workloads are ten times the rows of snapshots. */
const extrapolation = 10;

const snapshotsSide = "daily snapshots of 100k, times 10";
const sweepSide = "sweep over intervals";

/** Against the obvious way: a row for every workload and day. Made for 100,000 workloads; read in ten times the time for 1 M. */
export const snapshots: Goal = {
  id: "snapshots",
  title: "against daily snapshots",
  worlds: [["100k", "1m"]],
  claims: () => [
    {
      id: "snapshots-time",
      title: "daily series: faster than from daily snapshots, extrapolated from 100k",
      terms: [
        { side: snapshotsSide, quantity: "time_ms", statistic: "median" },
        { side: sweepSide, quantity: "time_ms", statistic: "median" },
      ],
      compare: "ratio",
      bound: "at least",
      must: 30,
    },
    {
      id: "snapshots-disk",
      title: "facts of 100k workloads: smaller than daily snapshots",
      terms: [
        { side: snapshotsSide, quantity: "disk_mib", statistic: "median" },
        { side: sweepSide, quantity: "disk_mib", statistic: "median" },
      ],
      compare: "ratio",
      bound: "at least",
      must: 50,
    },
  ],
  async open({ worldsDirectory, noteVersion }) {
    const engines = await openEngines(worldsDirectory, noteVersion);
    const small = (await engines.open(worldDatabase("100k"))).clickhouse;
    const large = (await engines.open(worldDatabase("1m"))).clickhouse;
    await makeSnapshots(small);
    await makeIntervals(small);
    const disk = {
      snapshots: await diskMebibytes(small, "snapshots"),
      intervals: await diskMebibytes(small, "intervals"),
    };
    const vintage = await vintageOf(large);
    const ofSnapshots = stockSums(
      summedIndicators,
      ["member", "date"],
      "SELECT member, date, facts, since, toInt64(1) AS weight FROM @db.snapshots",
    );
    return {
      sides: [
        {
          name: snapshotsSide,
          async sample() {
            const time_ms = await timed(() => small.read(ofSnapshots));
            return { time_ms: time_ms * extrapolation, disk_mib: disk.snapshots };
          },
        },
        {
          name: sweepSide,
          async sample() {
            const time_ms = await medianTime(() => dailySums(large, vintage, { hasRollups: false }));
            return { time_ms, disk_mib: disk.intervals };
          },
        },
      ],
      async close() {
        for (const table of ["snapshots", "intervals"]) await small.write.command(`DROP TABLE @db.${table}`);
        await engines.close();
      },
    };
  },
};
