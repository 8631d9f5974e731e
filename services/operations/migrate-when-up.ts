import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { ClickHouse } from "#db/clickhouse.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migrationFolders } from "#db/migrations.ts";
import type { Sql } from "#db/postgres.ts";

type Running = { stop(): Promise<void> };

const retryMs = 5_000;

/**
 * Brings ClickHouse up to date and then calls `start`. A server that does not answer is asked again until it does, while
 * pushes are already taken; the embedded engine answers at once or never. `stop` stops either.
 */
export async function migrateWhenUp(
  { clickhouse, sql, log }: { clickhouse: ClickHouse; sql: Sql; log: Logger },
  start: () => readonly Running[],
): Promise<Running> {
  const stopping = new AbortController();
  let running: readonly Running[] = [];
  const attempt = async (): Promise<void> => {
    const applied = await migrateClickHouse(clickhouse, sql, migrationFolders.clickhouse);
    if (applied.length > 0) log.info({ applied }, "ClickHouse was migrated");
    if (!stopping.signal.aborted) running = start();
  };
  const retry = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await delay(retryMs, undefined, { signal: stopping.signal });
        await clickhouse.ping();
        await attempt();
        return;
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, "ClickHouse is still not ready");
      }
    }
  };

  const isUp = clickhouse.engine === "embedded" || (await answers(clickhouse, log));
  // A migration that fails on a server that answers is a defect, and the start fails with it.
  if (isUp) await attempt();
  const retrying = isUp ? Promise.resolve() : retry();
  return {
    async stop() {
      stopping.abort();
      await retrying;
      for (const each of running) await each.stop();
    },
  };
}

async function answers(clickhouse: ClickHouse, log: Logger): Promise<boolean> {
  try {
    await clickhouse.ping();
    return true;
  } catch (error) {
    log.warn({ err: error }, "ClickHouse does not answer; pushes are taken, figures wait for it");
    return false;
  }
}
