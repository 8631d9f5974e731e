import type { Sql, Transaction } from "#db/postgres.ts";
import type { Same } from "#db/same.ts";
import type { registryChange } from "#db/tables.ts";
import { type PartyRow, type RegistryState, registryState } from "#derivation/registry-state.ts";

// What derivation takes, which knows no store, is a row of the table.
type RecordedRow = typeof registryChange.$inferSelect;
true satisfies Same<Omit<RecordedRow, "sequence">, PartyRow>;

/** The registry up to its newest change not after an entry of the ledger. */
interface Recorded {
  /** That change; 0 for none. */
  sequence: number;
  state: RegistryState;
}

/** The registry as recorded by the entries up to one of them; by all when it is left out. */
export type RegistryReader = (sql: Sql | Transaction, sequence?: number) => Promise<RegistryState>;

/**
 * Reads only what came since the newest registry that it has read: thousands of parties keep a thread busy for tens of
 * milliseconds, and what the ledger says up to an entry never changes.
 */
export function openRegistryReader(): RegistryReader {
  let newest: Recorded = { sequence: 0, state: registryState([]) };
  return async (sql, sequence) => {
    const earlier = newest;
    if (sequence !== undefined && sequence < earlier.sequence) return await loadRegistry(sql, sequence);
    const found = await laterRegistry(sql, earlier, sequence);
    if (found.sequence > newest.sequence) newest = found;
    return found.state;
  };
}

/** The same, read as a whole. */
export async function loadRegistry(sql: Sql | Transaction, sequence?: number): Promise<RegistryState> {
  return (await laterRegistry(sql, { sequence: 0, state: registryState([]) }, sequence)).state;
}

/** Parties read at a time: what this thread makes of them in a few milliseconds. */
const pageParties = 500;

async function laterRegistry(sql: Sql | Transaction, earlier: Recorded, until: number | undefined): Promise<Recorded> {
  const pages = sql<RecordedRow[]>`
    SELECT DISTINCT ON (kind, id) kind, id, body, sequence FROM registry_change
    WHERE sequence > ${earlier.sequence} AND sequence <= ${until ?? Number.MAX_SAFE_INTEGER}
    ORDER BY kind, id, sequence DESC`.cursor(pageParties);
  const rows: RecordedRow[] = [];
  for await (const page of pages) rows.push(...page);
  if (rows.length === 0) return earlier;
  return {
    sequence: rows.reduce((last, row) => Math.max(last, row.sequence), earlier.sequence),
    state: registryState(rows, earlier.state),
  };
}

/** The sequence of the newest change of the registry, 0 when there is none. */
export async function registrySequence(sql: Sql | Transaction): Promise<number> {
  const [row] = await sql<{ sequence: number | null }[]>`SELECT max(sequence) AS sequence FROM registry_change`;
  return row?.sequence ?? 0;
}
