import type { Logger } from "pino";
import type { PostgresAddress } from "#db/postgres.ts";
import type { Precedence } from "#db/precedence.ts";
import { startDerivationPool } from "./derivation-pool.ts";
import { createProjection, type LedgerEntry, type ProjectionStores } from "./project-entries.ts";
import { precomputeWithdrawals } from "./precompute-withdrawals.ts";
import { createRollUp } from "./roll-up.ts";
import { dropFrom, verifyProjection } from "./verify-projection.ts";

export interface Projector {
  /** Something was committed: look now instead of at the next round. */
  wake(): void;
  /** Drops everything and projects it again from the ledger. */
  rebuild(): Promise<{ entries: number; rows: number; duration_ms: number }>;
  /** Resolves once what ClickHouse has was compared with the ledger: nothing before that may be read as a figure. */
  verified: Promise<void>;
  /** Resolves when nothing waits in the outbox; throws what keeps it from moving. */
  drained(): Promise<void>;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
}

export interface ProjectorDeps extends ProjectionStores {
  postgresAddress: PostgresAddress;
  log: Logger;
  precedence: Pick<Precedence, "enter">;
  /** Milliseconds since 1970. */
  now: () => number;
  /** There is something new to read, and no more waits that is known of. */
  onAdvanced?: () => void;
}

/** Entries in one batch; a batch is what one watermark covers. */
const batchEntries = 200;
const idleMs = 1_000;
const retryMs = { least: 200, most: 10_000 };

/** Carries the ledger to ClickHouse for as long as the process lives. Failures are logged and tried again. */
export function startProjector(deps: ProjectorDeps): Projector {
  const { sql, log, now, onAdvanced = () => {} } = deps;
  const pool = startDerivationPool(deps.postgresAddress);
  const startProjection = () => createProjection({ ...deps, deriveInThread: pool.derive });
  let projection = startProjection();
  const rollUp = createRollUp(deps.clickhouse);
  const withdrawals = precomputeWithdrawals(deps.clickhouse, { now });
  let isStopping = false;
  let isVerified = false;
  let tellVerified = (): void => {};
  const verified = new Promise<void>((resolve) => {
    tellVerified = resolve;
  });
  let failure: unknown;
  /** Set by `wake` while a batch runs, so that what it did not see is looked for at once. */
  let isWoken = false;
  let endPause = (): void => {};
  let waiters: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  /** One thing at a time touches ClickHouse: a batch or a rebuild. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  };

  async function projectBatch(): Promise<{ entries: number; rows: number }> {
    if (!isVerified) {
      const missing = await verifyProjection(deps);
      if (missing > 0) log.info({ entries: missing }, "projecting entries of the ledger that ClickHouse does not have");
      isVerified = true;
      tellVerified();
    }
    const entries = await sql<LedgerEntry[]>`
      SELECT sequence, kind, received_at FROM ledger_entry WHERE projected_at IS NULL ORDER BY sequence LIMIT ${batchEntries}`;
    if (entries.length === 0) return { entries: 0, rows: 0 };
    try {
      const rows = await projection.project(entries);
      rollUp.wrote(rows);
      withdrawals.wrote(rows);
      const at = new Date(now()).toISOString();
      await sql`UPDATE ledger_entry SET projected_at = ${at} WHERE sequence = ANY(${entries.map(({ sequence }) => sequence)}::bigint[])`;
      return { entries: entries.length, rows };
    } catch (error) {
      // Part of the batch may be there: the comparison finds and drops it before anything is written again.
      isVerified = false;
      projection = startProjection();
      withdrawals.forget();
      throw error;
    }
  }

  async function run(): Promise<void> {
    let backoff = retryMs.least;
    /** No entry came for a while. */
    let isQuiet = false;
    while (!isStopping) {
      // Whoever asks from now on has to wait for the next batch: this one may not see what they have written.
      const served = waiters;
      waiters = [];
      isWoken = false;
      try {
        const leave = deps.precedence.enter("bounded");
        const { entries } = await inTurn(projectBatch).finally(leave);
        if (failure !== undefined) log.info("the projector runs again");
        failure = undefined;
        backoff = retryMs.least;
        if (entries > 0) {
          isQuiet = false;
          waiters.push(...served);
          if (entries < batchEntries) onAdvanced();
          if (rollUp.isUrgent()) await rollUpNext();
          if (withdrawals.isUrgent()) await precomputeNext();
          continue;
        }
        for (const { resolve } of served) resolve();
        // The next push often follows the answer to the last: it must not find the engine busy for nothing.
        if (!isWoken && (isQuiet || rollUp.isLikely()) && (await rollUpNext())) continue;
        if (isQuiet && !isWoken && (await precomputeNext())) continue;
        await pause(idleMs);
        isQuiet = !isWoken;
      } catch (error) {
        if (failure === undefined) log.error({ err: error }, "the projector failed and will try again");
        failure = error;
        for (const { reject } of served) reject(error);
        isWoken = false;
        await pause(backoff);
        backoff = Math.min(backoff * 2, retryMs.most);
      }
    }
  }

  /** Rollups only save time: nothing waits for one, and a failure is tried again when there is more to sum up. */
  async function rollUpNext(): Promise<boolean> {
    try {
      return await inTurn(() => rollUp.next());
    } catch (error) {
      log.error({ err: error }, "a rollup of daily changes failed; series are slower until one is made");
      return false;
    }
  }

  /** As with rollups: whoever reads what is precomputed is told up to when it goes. */
  async function precomputeNext(): Promise<boolean> {
    try {
      const isAny = await inTurn(() => withdrawals.next());
      if (isAny) onAdvanced();
      return isAny;
    } catch (error) {
      log.error({ err: error }, "precomputing withdrawals failed; what is precomputed stays as it was");
      return false;
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (isStopping || isWoken) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const wake = (): void => {
    isWoken = true;
    endPause();
  };

  const running = run();
  return {
    wake,
    verified,
    rebuild: () =>
      inTurn(async () => {
        const started = now();
        await dropFrom(deps, 1);
        projection = startProjection();
        withdrawals.forget();
        const total = { entries: 0, rows: 0 };
        for (let batch = await projectBatch(); batch.entries > 0; batch = await projectBatch()) {
          total.entries += batch.entries;
          total.rows += batch.rows;
        }
        return { ...total, duration_ms: now() - started };
      }),
    drained: () =>
      new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        wake();
      }),
    async stop() {
      isStopping = true;
      wake();
      await running;
      await pool.close();
      for (const { reject } of waiters) reject(new Error("the projector was stopped"));
    },
  };
}
