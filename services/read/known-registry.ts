import type { ClickHouse } from "#db/clickhouse.ts";
import { type PartyKind, type RegistryState, registryState } from "#derivation/registry-state.ts";

/** The registry as known after an entry of the ledger. */
export interface KnownRegistry {
  sequence: number;
  state: RegistryState;
}

/**
 * The registry after a ledger entry, from the copies beside the facts. Given one as known before it, only what came since is read:
 * thousands of parties keep a thread busy for tens of milliseconds.
 */
export async function knownRegistry(
  clickhouse: ClickHouse,
  sequence: number,
  earlier?: KnownRegistry,
): Promise<RegistryState> {
  const rows = await clickhouse.read<{ kind: PartyKind; id: string; body: string }>(
    `SELECT kind, id, body FROM @db.parties WHERE sequence > {earlier:UInt64} AND sequence <= {sequence:UInt64}
     ORDER BY kind, id, sequence DESC LIMIT 1 BY kind, id`,
    { earlier: earlier?.sequence ?? 0, sequence },
  );
  return registryState(
    rows.map(({ kind, id, body }) => ({ kind, id, body: JSON.parse(body) as unknown })),
    earlier?.state,
  );
}
