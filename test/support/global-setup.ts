import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { migrationFolders } from "#db/migrations.ts";
import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres } from "#db/postgres.ts";
import type { SocketConnection } from "#db/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Postgres of this test run; its database `template` is migrated and is there to be cloned. */
    postgres: SocketConnection;
    /** A folder of this test run, for what its files have in common. */
    runDirectory: string;
  }
}

/** Memory where the system has it; tests need no disk. */
const parent = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Starts one Postgres for the run; returns what ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(parent, "sparewheel-run-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  process.once("exit", remove); // a run that is cut short ends here, not in what we return
  try {
    const postgres = await startEmbeddedPostgres({ directory, fsync: false, log: pino({ level: "warn" }) });
    const stop = async (): Promise<void> => {
      await postgres.stop();
      remove();
    };
    try {
      await migrateTemplate(postgres.connection);
    } catch (error) {
      await stop();
      throw error;
    }
    project.provide("postgres", postgres.connection);
    project.provide("runDirectory", directory);
    return stop;
  } catch (error) {
    remove();
    throw error;
  }
}

async function migrateTemplate(connection: SocketConnection): Promise<void> {
  const server = openPostgres({ embedded: connection }, { maxConnections: 1 });
  await server`CREATE DATABASE template`;
  await server.end();
  const template = openPostgres({ embedded: { ...connection, database: "template" } }, { maxConnections: 1 });
  await migratePostgres(template, migrationFolders.postgres);
  await template.end(); // a database that somebody is connected to cannot be cloned
}
