import { join } from "node:path";
import { openClickHouse } from "#db/clickhouse.ts";
import { answerParent, endWithParent } from "../../harness/child-process.ts";
import type { WorldSize } from "../../harness/goal.ts";
import { residentMemory, resetPeak } from "../../harness/process-memory.ts";
import { worldDatabase } from "../../worlds/world-database.ts";
import { dailySums, vintageOf } from "./daily-readings.ts";

export interface MemoryAnswer {
  extra_mib: number;
}

// Arguments: the folder of the worlds, and the size of one.
endWithParent();
const [worldsDirectory = "", size = ""] = process.argv.slice(2);
const clickhouse = await openClickHouse({
  engine: "embedded",
  path: join(worldsDirectory, "clickhouse"),
  database: worldDatabase(size as WorldSize),
});
const vintage = await vintageOf(clickhouse);
// Code, marks and what else every reading needs is there before the measurement.
await dailySums(clickhouse, { ...vintage, sequence: 1 }, { hasRollups: false });
const { now_mib } = residentMemory(process.pid);
resetPeak(process.pid);
await dailySums(clickhouse, vintage, { hasRollups: false });
const answer: MemoryAnswer = { extra_mib: residentMemory(process.pid).peak_mib - now_mib };
await clickhouse.close();
await answerParent(answer);
process.exit(0);
