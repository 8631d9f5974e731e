import { parentPort, workerData } from "node:worker_threads";
import { openPostgres, type PostgresAddress } from "#db/postgres.ts";
import { goAfterMainThread } from "#db/after-main-thread.ts";
import { type Change, createChunkDeriver, type WorkloadChunk } from "./derive-chunk.ts";
import { createBlockRows, type FactRows } from "./fact-rows.ts";
import { createRegistryAt } from "./registry-at.ts";

/** What the pool sends. */
export interface ThreadRequest {
  ticket: number;
  chunk: WorkloadChunk;
  change: Change;
}

/** What the pool gets: rows, or why there are none. */
export type ThreadAnswer = { ticket: number } & ({ rows: FactRows } | { error: unknown });

/** One reads the next chunk while what the other has read is derived from. */
const maxConnections = 2;

/** Less than threads that validate have, whose work somebody waits for with an open connection. */
const niceness = 6;

if (!parentPort) throw new Error("derivation-thread.ts runs as a worker only");
const port = parentPort;
const { handOver } = goAfterMainThread(niceness);
const sql = openPostgres(workerData as PostgresAddress, { maxConnections });
const derive = createChunkDeriver(sql, createRegistryAt(sql), createBlockRows());

async function answer({ ticket, chunk, change }: ThreadRequest): Promise<void> {
  try {
    const rows = await derive(chunk, change);
    handOver(() => port.postMessage({ ticket, rows } satisfies ThreadAnswer, [rows.bytes.buffer]));
  } catch (error) {
    port.postMessage({ ticket, error } satisfies ThreadAnswer);
  }
}

port.on("message", (request: ThreadRequest) => void answer(request));
