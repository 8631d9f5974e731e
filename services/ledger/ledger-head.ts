import type { Transaction } from "#db/postgres.ts";

/** The last entry of the ledger; `sequence` 0 and no instant while it is empty. */
export interface LedgerHead {
  sequence: number;
  /** Milliseconds since 1970. */
  received_at_ms: number;
}

/** Names the lock of the ledger among Postgres' advisory locks; migrations hold another. */
const ledgerLock = 7_061_001;

/** Takes the one lock of the ledger until the transaction ends, and reads where the ledger ends. */
export async function lockLedger(transaction: Transaction): Promise<LedgerHead> {
  // Sent together. Each statement sees what was committed before it began, which the second does when it has the lock.
  const [, [row]] = await Promise.all([
    transaction`SELECT pg_advisory_xact_lock(${ledgerLock})`,
    transaction<{ sequence: number; received_at: string }[]>`
      SELECT sequence, received_at FROM ledger_entry ORDER BY sequence DESC LIMIT 1`,
  ]);
  return row
    ? { sequence: row.sequence, received_at_ms: Date.parse(row.received_at) }
    : { sequence: 0, received_at_ms: -Infinity };
}

/** Gives the next entry its place and time from the one before it. */
export type LedgerClock = (last: LedgerHead) => LedgerHead;

/** Ledger time: the clock, and later than every entry before, so that "as known at k" never splits two entries wrongly. */
export function ledgerClock(now: () => number): LedgerClock {
  return (last) => ({
    sequence: last.sequence + 1,
    received_at_ms: Math.max(Math.trunc(now()), last.received_at_ms + 1),
  });
}

export const instantText = (milliseconds: number): string => new Date(milliseconds).toISOString();
