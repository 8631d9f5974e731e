import { pino } from "pino";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import { lookOn, type TableLook, textTable } from "#collectors/text-table.ts";
import { migrateClickHouse } from "#db/migrate-clickhouse.ts";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { type MigrationState, migrationStatus } from "#db/migration-status.ts";
import { migrationFolders } from "#db/migrations.ts";
import { createClosers } from "#services/closers.ts";
import { readConfig } from "#services/config.ts";
import { openStores } from "#services/open-stores.ts";
import { createLog } from "#services/operations/create-log.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { startFailure } from "./start-failure.ts";

/** Opens the stores themselves: what is not yet migrated cannot serve. */
export async function migrate(
  { environment, io }: CliContext,
  { output, quiet }: GlobalFlags,
  what: "status" | "up",
): Promise<number> {
  const log = createLog("warn", pino.destination({ dest: 2, sync: true }));
  const closers = createClosers(log);
  try {
    const { sql, clickhouse } = await openStores(readConfig(environment), { log, onClose: closers.onClose });
    const applied =
      what === "status"
        ? []
        : [
            ...(await migratePostgres(sql, migrationFolders.postgres)),
            ...(await migrateClickHouse(clickhouse, sql, migrationFolders.clickhouse)),
          ];
    const states = await migrationStatus({ sql, clickhouse }, migrationFolders);
    if (output === "json") io.out(`${JSON.stringify({ applied, migrations: states })}\n`);
    else io.out(`${quiet ? "" : table(states, lookOn(io))}${summary(states, applied, what)}`);
    return 0;
  } catch (error) {
    return reportFailure(startFailure(error), { output }, io);
  } finally {
    await closers.closeAll();
  }
}

function table(states: readonly MigrationState[], look: TableLook): string {
  return textTable(
    [["store", "migration", "state"], ...states.map(({ store, name, state }) => [store, name, state])],
    look,
  );
}

function summary(states: readonly MigrationState[], applied: readonly string[], what: "status" | "up"): string {
  const pending = states.filter(({ state }) => state === "pending").length;
  return what === "up" ? `${applied.length} applied\n` : `${pending} pending\n`;
}
