import { desc, lte } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql, Transaction } from "#db/postgres.ts";
import type { Same } from "#db/same.ts";
import { registryChange } from "#db/tables.ts";
import { type PartyRow, type RegistryState, registryState } from "#derivation/registry-state.ts";

// What derivation takes, which knows no store, is a row of the table.
true satisfies Same<Omit<typeof registryChange.$inferSelect, "sequence">, PartyRow>;

/** The registry as recorded by the entries up to `sequence`; all entries when it is left out. */
export async function loadRegistry(sql: Sql | Transaction, sequence?: number): Promise<RegistryState> {
  const { kind, id, body, sequence: recorded } = registryChange;
  const rows = await drizzleOver(sql)
    .selectDistinctOn([kind, id], { kind, id, body })
    .from(registryChange)
    .where(sequence === undefined ? undefined : lte(recorded, sequence))
    .orderBy(kind, id, desc(recorded));
  return registryState(rows);
}

/** The sequence of the newest change of the registry, 0 when there is none. */
export async function registrySequence(sql: Sql | Transaction): Promise<number> {
  const [row] = await sql<{ sequence: number | null }[]>`SELECT max(sequence) AS sequence FROM registry_change`;
  return row?.sequence ?? 0;
}
