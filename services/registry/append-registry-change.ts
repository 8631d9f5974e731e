import { drizzleOver } from "#db/drizzle-over.ts";
import type { Transaction } from "#db/postgres.ts";
import { ledgerEntry } from "#db/tables.ts";
import type { PartyRow } from "#derivation/registry-state.ts";
import { instantText, type LedgerHead } from "#ledger/ledger-head.ts";

/** Writes parties as the given entry of the ledger, whose lock the transaction holds. */
export async function appendRegistryChange(
  transaction: Transaction,
  entry: LedgerHead,
  parties: readonly PartyRow[],
): Promise<void> {
  const received_at = instantText(entry.received_at_ms);
  await drizzleOver(transaction)
    .insert(ledgerEntry)
    .values({ sequence: entry.sequence, kind: "registry", received_at });
  await transaction`
    INSERT INTO registry_change (sequence, kind, id, body)
    SELECT ${entry.sequence}, kind, id, body::jsonb
    FROM unnest(
      ${parties.map(({ kind }) => kind)}::text[],
      ${parties.map(({ id }) => id)}::text[],
      ${parties.map(({ body }) => JSON.stringify(body))}::text[]
    ) AS party (kind, id, body)`;
}
