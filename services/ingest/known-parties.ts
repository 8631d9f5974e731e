import type { Sql } from "#db/postgres.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { openRegistryReader, registrySequence } from "#ledger/load-registry.ts";
import type { ValidationPool } from "./validation-pool.ts";

/** The registry as it is now; read again only after it has changed. Validation knows its providers from then on. */
export function knownParties(sql: Sql, pool: ValidationPool): () => Promise<RegistryState> {
  const readRegistry = openRegistryReader();
  let known: { sequence: number; state: RegistryState } | undefined;
  return async () => {
    const sequence = await registrySequence(sql);
    if (known?.sequence !== sequence) {
      known = { sequence, state: await readRegistry(sql, sequence) };
      pool.setKnownProviders([...known.state.providers.keys()]);
    }
    return known.state;
  };
}
