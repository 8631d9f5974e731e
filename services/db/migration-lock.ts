import type { Sql, Transaction } from "#db/postgres.ts";

const lockKey = 7_331_207; // ours alone: any number that no other user of the database takes
const maxMigrationMs = 30 * 60_000;

/** Runs `work` in a transaction while no other process of this deployment migrates either of the stores. */
export async function withMigrationLock<T>(sql: Sql, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  // The driver's type widens the answer for lists of queries, which `work` does not return.
  const answer: unknown = await sql.begin(async (transaction) => {
    // The usual limits are for requests. The transaction is idle while ClickHouse migrates.
    await transaction`SELECT set_config('statement_timeout', ${String(maxMigrationMs)}, true),
                             set_config('idle_in_transaction_session_timeout', ${String(maxMigrationMs)}, true)`;
    await transaction`SELECT pg_advisory_xact_lock(${lockKey})`;
    return { value: await work(transaction) };
  });
  return (answer as { value: T }).value;
}
