import { precomputeWithdrawals } from "#projection/precompute-withdrawals.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import type { TestStores } from "./stores.ts";

/** Projects what waits of the ledger up to an entry, and precomputes withdrawals. */
export async function projectUntil(stores: TestStores, until?: number): Promise<void> {
  await projectOnly(stores, until);
  await precompute(stores);
}

export async function precompute({ clickhouse }: TestStores): Promise<void> {
  const withdrawals = precomputeWithdrawals(clickhouse, { now: Date.now });
  while (await withdrawals.next());
}

export async function projectOnly({ sql, clickhouse }: TestStores, until = Number.MAX_SAFE_INTEGER): Promise<void> {
  const entries = await sql<LedgerEntry[]>`
    SELECT sequence, kind, received_at FROM ledger_entry WHERE projected_at IS NULL AND sequence <= ${until} ORDER BY sequence`;
  await createProjection({ sql, clickhouse }).project(entries);
  await sql`UPDATE ledger_entry SET projected_at = now() WHERE sequence <= ${until}`;
}
