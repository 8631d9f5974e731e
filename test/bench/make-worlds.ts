import { precomputeWithdrawals } from "#projection/precompute-withdrawals.ts";
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

/** Nobody waits for the engine meanwhile. */
const largePieces = { rangeRows: 1_000_000, sliceRows: 100_000 };

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
  await step("the projector sums up closed ranges", async () => {
    const rollUp = createRollUp(clickhouse);
    while (await rollUp.next());
  });
  // Only the product's own server asks for what is precomputed, and it would do so meanwhile.
  if (!withLedger) continue;
  await step("withdrawals are precomputed", async () => {
    const withdrawals = precomputeWithdrawals(clickhouse, { now: Date.now, sizes: largePieces });
    while (await withdrawals.next());
  });
}
await engines.close();
await answerParent("done");
process.exit(0);
