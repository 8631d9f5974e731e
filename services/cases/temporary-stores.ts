import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { openClickHouse } from "#db/clickhouse.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { migrationFolders } from "#db/migrations.ts";
import { startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import { openPostgres } from "#db/postgres.ts";
import type { CaseStores } from "./empty-stores.ts";

export type TemporaryStores = CaseStores & { close(): Promise<void> };

const maxConnections = 4;

/** Both stores, embedded, migrated and empty, in a folder that is gone after `close`. */
export async function openTemporaryStores(log: Logger): Promise<TemporaryStores> {
  const directory = mkdtempSync(join(temporaryFolder(), "sparewheel-figures-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  process.once("exit", remove);
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
    remove();
    process.removeListener("exit", remove);
  };
  try {
    const postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres"), fsync: false, log });
    closing.push(() => postgres.stop());
    const sql = openPostgres({ embedded: postgres.connection }, { maxConnections });
    closing.push(() => sql.end());
    const path = join(directory, "clickhouse");
    const clickhouse = await openClickHouse({ engine: "embedded", path, database: "sparewheel" });
    closing.push(() => clickhouse.close());
    await migratePostgres(sql, migrationFolders.postgres);
    await migrateClickHouse(clickhouse, sql, migrationFolders.clickhouse);
    return { sql, clickhouse, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const memoryFolder = "/dev/shm";
/** In a container it may be as small as 64 MiB. */
const leastFreeBytes = 1024 ** 3;

/** Memory where the system has enough of it: a world that is thrown away needs no disk. */
function temporaryFolder(): string {
  try {
    if (!existsSync(memoryFolder)) return tmpdir();
    accessSync(memoryFolder, constants.W_OK);
    const { bavail, bsize } = statfsSync(memoryFolder);
    return bavail * bsize >= leastFreeBytes ? memoryFolder : tmpdir();
  } catch {
    return tmpdir();
  }
}
