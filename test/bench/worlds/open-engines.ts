import { join } from "node:path";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { migrationFolders } from "#db/migrations.ts";
import type { EmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres, type Sql } from "#db/postgres.ts";
import type { GoalContext } from "../harness/goal.ts";
import { keepPostgres } from "./keep-postgres.ts";

/** Both engines on one folder, where databases can be opened side by side. */
export interface BenchEngines {
  /** A database of that name in each engine, migrated; new unless it is there. */
  open(database: string): Promise<BenchStores>;
  postgres: EmbeddedPostgres;
  /** The engine's folder: what else opens databases in it in this process names it. */
  clickhousePath: string;
  close(): Promise<void>;
}

export interface BenchStores {
  clickhouse: ClickHouse;
  sql: Sql;
}

const maxConnections = 10;

export async function openEngines(
  directory: string,
  noteVersion: GoalContext["noteVersion"] = () => {},
): Promise<BenchEngines> {
  // The engine first: its lock is the lock of the folder.
  const path = join(directory, "clickhouse");
  const first = await openClickHouse({ engine: "embedded", path, database: "default", readers: 1 });
  const postgres = await keepPostgres(directory);
  const server = openPostgres({ embedded: postgres.connection }, { maxConnections: 1 });
  const [engine] = await first.read<{ version: string }>("SELECT version() AS version");
  const [ledger] = await server<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
  noteVersion("ClickHouse engine", engine?.version ?? "unknown");
  noteVersion("PostgreSQL", ledger?.version ?? "unknown");
  const opened: BenchStores[] = [];
  return {
    postgres,
    clickhousePath: path,
    async open(database) {
      const found = await server`SELECT FROM pg_database WHERE datname = ${database}`;
      if (found.length === 0) await server`CREATE DATABASE ${server(database)}`;
      const sql = openPostgres({ embedded: { ...postgres.connection, database } }, { maxConnections });
      const clickhouse = await openClickHouse({ engine: "embedded", path, database });
      await migratePostgres(sql, migrationFolders.postgres);
      await migrateClickHouse(clickhouse, sql, migrationFolders.clickhouse);
      opened.push({ sql, clickhouse });
      return { sql, clickhouse };
    },
    async close() {
      for (const { clickhouse, sql } of opened) {
        await clickhouse.close();
        await sql.end();
      }
      await first.close();
      await server.end();
      await postgres.stop();
    },
  };
}
