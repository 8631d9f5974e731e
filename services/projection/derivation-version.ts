/**
 * Raise it whenever the same ledger gives other rows: facts projected by another version are then dropped and derived again
 * at the next start.
 */
export const derivationVersion = 2;
