import type { Sql, Transaction } from "#db/postgres.ts";
import { type PartyRow, type RegistryState, registryState } from "#derivation/registry-state.ts";

/** The registry as recorded by the entries up to `sequence`; all entries when it is left out. */
export async function loadRegistry(sql: Sql | Transaction, sequence?: number): Promise<RegistryState> {
  const rows = await sql<PartyRow[]>`
    SELECT DISTINCT ON (kind, id) kind, id, body FROM registry_change
    WHERE ${sequence === undefined ? sql`true` : sql`sequence <= ${sequence}`}
    ORDER BY kind, id, sequence DESC`;
  return registryState(rows);
}

/** The sequence of the newest change of the registry, 0 when there is none. */
export async function registrySequence(sql: Sql | Transaction): Promise<number> {
  const [row] = await sql<{ sequence: number | null }[]>`SELECT max(sequence) AS sequence FROM registry_change`;
  return row?.sequence ?? 0;
}
