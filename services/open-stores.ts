import { mkdirSync } from "node:fs";
import type { Logger } from "pino";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres, type PostgresAddress, type Sql } from "#db/postgres.ts";
import type { Closers } from "#services/closers.ts";
import type { Config } from "#services/config.ts";
import { lockDirectory } from "#services/operations/lock-directory.ts";

const maxConnections = 20;
const endPatienceSeconds = 5;

/** Opens both stores as they are, without bringing them up to date. */
export async function openStores(
  { dataDirectory, ...config }: Pick<Config, "dataDirectory" | "clickhouse" | "postgres">,
  { log, onClose }: { log: Logger; onClose: Closers["onClose"] },
): Promise<{ sql: Sql; postgresAddress: PostgresAddress; clickhouse: ClickHouse }> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });

  // First of all: the keeper of Postgres relies on being alone. The embedded engine has a lock of its own, which holds
  // across containers too, but it complains on standard error in words of its own.
  if (config.clickhouse.engine === "embedded" || config.postgres.engine === "embedded") {
    const lock = await lockDirectory(dataDirectory);
    onClose("the data directory's lock", () => lock.release());
  }
  const clickhouse = await openClickHouse(config.clickhouse);
  onClose("ClickHouse", () => clickhouse.close());

  const postgresAddress = await addressOf(config.postgres, log, onClose);
  const sql = openPostgres(postgresAddress, { maxConnections });
  onClose("the Postgres connections", () => sql.end({ timeout: endPatienceSeconds }));
  return { sql, postgresAddress, clickhouse };
}

async function addressOf(
  postgres: Config["postgres"],
  log: Logger,
  onClose: Closers["onClose"],
): Promise<PostgresAddress> {
  if (postgres.engine === "server") return { url: postgres.url };
  const keeper = await startEmbeddedPostgres({ directory: postgres.directory, log });
  onClose("the embedded Postgres", () => keeper.stop());
  return { embedded: keeper.connection };
}
