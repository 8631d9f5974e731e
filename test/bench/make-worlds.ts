import { answerParent, endWithParent } from "./harness/child-process.ts";
import { type WorldSize, worldSizes } from "./harness/goal.ts";
import { makeWorld } from "./worlds/make-world.ts";
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
  const world = { database: worldDatabase(size), workloads: worldSizes[size], withLedger };
  await makeWorld(engines, world, (text) => process.stderr.write(`${text}\n`));
}
await engines.close();
await answerParent("done");
process.exit(0);
