import { createRollUp } from "#projection/roll-up.ts";
import { answerParent, endWithParent } from "./harness/child-process.ts";
import { type WorldSize, worldSizes } from "./harness/goal.ts";
import { makeWorld, type Step } from "./worlds/make-world.ts";
import { openEngines } from "./worlds/open-engines.ts";
import { worldDatabase } from "./worlds/world-database.ts";

/** What run.ts asks for, as the one argument. */
export interface WorldsRequest {
  directory: string;
  worlds: readonly { size: WorldSize; withLedger: boolean }[];
}

endWithParent();
const { directory, worlds } = JSON.parse(process.argv[2] ?? "") as WorldsRequest;
const engines = await openEngines(directory);
for (const { size, withLedger } of worlds) {
  const step: Step = async (what, work) => {
    const start = performance.now();
    await work();
    process.stderr.write(`  ${size}: ${what}, ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  };
  const database = worldDatabase(size);
  const { clickhouse } = await makeWorld(engines, { database, workloads: worldSizes[size], withLedger }, step);
  await step("the projector sums up closed months", async () => {
    const rollUp = createRollUp(clickhouse);
    while (await rollUp.next());
  });
}
await engines.close();
await answerParent("done");
process.exit(0);
