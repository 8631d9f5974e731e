import { join } from "node:path";
import { pino } from "pino";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/postgres-keeper.ts";

/** The Postgres of a bench folder. It does not wait for a disk: what is measured is not the disk. */
export async function keepPostgres(directory: string): Promise<EmbeddedPostgres> {
  const log = pino({ level: "warn" }, pino.destination(2));
  return await startEmbeddedPostgres({ directory: join(directory, "postgres"), fsync: false, log });
}

/** Environment by which a product that is told `DATABASE_URL` alone finds a database of that Postgres, which has no port. */
export const postgresEnvironment = (
  { connection }: Pick<EmbeddedPostgres, "connection">,
  database: string,
): Record<string, string> => ({
  DATABASE_URL: `postgres:///${database}`,
  PGHOST: connection.host,
  PGUSER: connection.user,
});
