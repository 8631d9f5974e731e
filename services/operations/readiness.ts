import { statfs } from "node:fs/promises";
import { z } from "zod";
import type { ClickHouse } from "#db/clickhouse.ts";
import { appliedToPostgres } from "#db/migrate-postgres.ts";
import { type Migration, pendingMigrations } from "#db/migrations.ts";
import type { Sql } from "#db/postgres.ts";

export const Readiness = z
  .strictObject({
    ready: z.boolean(),
    postgres: z.enum(["up", "down"]),
    migrations: z.enum(["applied", "pending", "unknown"]),
    disk: z.enum(["enough", "low"]),
    free_bytes: z.int(),
    clickhouse: z.enum(["up", "down"]).describe("It only degrades: pushes are taken and figures come late"),
    accepting: z.boolean().describe("False once the process was told to stop"),
  })
  .meta({ id: "Readiness" });
export type Readiness = z.infer<typeof Readiness>;

/** A probe must answer while a store hangs. */
const probeTimeoutMs = 2_000;

/** Whether a load balancer should send requests here, and if not, why. `migrations` are those of Postgres. */
export async function readiness(
  { sql, clickhouse, migrations }: { sql: Sql; clickhouse: ClickHouse; migrations: readonly Migration[] },
  { dataDirectory, freeBytesMin, accepting }: { dataDirectory: string; freeBytesMin: number; accepting: boolean },
): Promise<Readiness> {
  const [applied, answered, { bavail, bsize }] = await Promise.all([
    inTime(appliedToPostgres(sql)),
    inTime(clickhouse.ping().then(() => true)),
    statfs(dataDirectory),
  ]);
  const isMigrated = applied !== undefined && pendingMigrations(migrations, applied).length === 0;
  const free_bytes = bavail * bsize;
  const hasSpace = free_bytes >= freeBytesMin;
  return {
    ready: accepting && isMigrated && hasSpace,
    postgres: applied ? "up" : "down",
    migrations: applied === undefined ? "unknown" : isMigrated ? "applied" : "pending",
    disk: hasSpace ? "enough" : "low",
    free_bytes,
    clickhouse: answered ? "up" : "down",
    accepting,
  };
}

/** The answer, or nothing when it fails or does not come in time. */
async function inTime<T>(question: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), probeTimeoutMs);
  });
  try {
    return await Promise.race([question.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
