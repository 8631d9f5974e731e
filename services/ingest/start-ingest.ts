import type { KeyObject } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "#db/postgres.ts";
import type { App } from "#http/app.ts";
import type { KeyDeps } from "#http/authenticate.ts";
import { ledgerClock } from "#ledger/ledger-head.ts";
import type { Limits } from "#schema/limits.ts";
import { createAdmission } from "./admission.ts";
import { createCommitQueue } from "./commit-queue.ts";
import { ingestRoutes } from "./ingest-routes.ts";
import { knownParties } from "./known-parties.ts";
import type { PreviewFigures } from "./preview-push.ts";
import type { ValidationPool } from "./validation-pool.ts";

export interface IngestDeps extends KeyDeps {
  sql: Sql;
  receiptKey: KeyObject;
  /** Receipts' `origin`. */
  serverId: string;
  epoch: number;
  limits: Limits;
  dataDirectory: string;
  now: () => number;
  startValidation: (threads: number) => ValidationPool;
  checkDisk: () => Promise<void>;
  previewFigures: PreviewFigures;
  /** Called after every commit. */
  onCommitted: () => void;
}

/** Everything that takes pushes: its routes, and what ends them. */
export function startIngest(deps: IngestDeps): { routes: App; stop(): Promise<void> } {
  const { sql, limits, now } = deps;
  // Texts of pushes that a killed process was reading are of no use to anybody.
  const spoolDirectory = join(deps.dataDirectory, "receiving");
  rmSync(spoolDirectory, { recursive: true, force: true });
  mkdirSync(spoolDirectory, { recursive: true, mode: 0o700 });

  const pool = deps.startValidation(limits.validation_workers);
  const shrinkGuardShare = limits.shrink_guard_share;
  const queue = createCommitQueue({
    sql,
    signer: { privateKey: deps.receiptKey, server_id: deps.serverId, epoch: deps.epoch },
    clock: ledgerClock(now),
    shrinkGuardShare,
    onCommitted: deps.onCommitted,
  });
  const admission = createAdmission(limits, now);
  const registry = knownParties(sql, pool);
  return {
    routes: ingestRoutes({ ...deps, pool, queue, admission, registry, shrinkGuardShare, spoolDirectory }),
    async stop() {
      await queue.idle();
      await pool.close();
    },
  };
}
