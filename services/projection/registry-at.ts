import type { Sql } from "#db/postgres.ts";
import { type ControlView, controlView, type RegistryState } from "#derivation/registry-state.ts";
import { openRegistryReader } from "#ledger/load-registry.ts";

/** The registry as recorded up to an entry of the ledger, and what derivation asks of it. */
export interface Registered {
  state: RegistryState;
  view: ControlView;
}

export type RegistryAt = (sequence: number) => Promise<Registered>;

/** Before and after a change. */
const keptStates = 2;

/** Loads the registry of an entry once: what the ledger says up to an entry never changes. */
export function createRegistryAt(sql: Sql): RegistryAt {
  const readRegistry = openRegistryReader();
  const kept = new Map<number, Promise<Registered>>();
  return (sequence) => {
    const found = kept.get(sequence);
    if (found) return found;
    const loading = readRegistry(sql, sequence).then((state) => ({ state, view: controlView(state) }));
    loading.catch(() => kept.delete(sequence));
    kept.set(sequence, loading);
    for (const oldest of kept.keys()) if (kept.size > keptStates) kept.delete(oldest);
    return loading;
  };
}
