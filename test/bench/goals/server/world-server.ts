import { setTimeout as delay } from "node:timers/promises";
import type { WorldSize } from "../../harness/goal.ts";
import { keepPostgres, postgresEnvironment } from "../../worlds/keep-postgres.ts";
import { worldDataFolder } from "../../worlds/world-data-folder.ts";
import { worldDatabase } from "../../worlds/world-database.ts";
import { type ProbedServer, startProbedServer } from "./probed-server.ts";

export interface WorldServer extends ProbedServer {
  close(): Promise<void>;
}

const readyPatienceMs = 300_000;

/** A real server over a world, ready: it has compared the facts with the ledger, as at every start. */
export async function startWorldServer(
  directory: string,
  worldsDirectory: string,
  size: WorldSize,
): Promise<WorldServer> {
  const postgres = await keepPostgres(worldsDirectory);
  const database = worldDatabase(size);
  const server = await startProbedServer(directory, {
    DATA_DIR: worldDataFolder(worldsDirectory, size),
    CLICKHOUSE_DATABASE: database,
    PUBLIC_LEVEL: "member", // pages are looked at without signing in
    ...postgresEnvironment(postgres, database),
  });
  const close = async (): Promise<void> => {
    await server.stop();
    await postgres.stop();
  };
  const figure = "/v1/figures?date=2026-06-30&group=coalition&code=EVAL_GAP";
  for (const start = performance.now(); (await server.api.call("GET", figure)).status !== 200; await delay(200)) {
    if (performance.now() - start < readyPatienceMs) continue;
    await close();
    throw new Error(`the server does not answer: ${server.output()}`);
  }
  return { ...server, close };
}
