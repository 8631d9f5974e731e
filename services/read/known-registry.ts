import type { ClickHouse } from "#db/clickhouse.ts";
import { type PartyKind, type RegistryState, registryState } from "#derivation/registry-state.ts";

/** The registry after a ledger entry, from the copies beside the facts. */
export async function knownRegistry(clickhouse: ClickHouse, sequence: number): Promise<RegistryState> {
  const rows = await clickhouse.read<{ kind: PartyKind; id: string; body: string }>(
    `SELECT kind, id, body FROM @db.parties WHERE sequence <= {sequence:UInt64}
     ORDER BY kind, id, sequence DESC LIMIT 1 BY kind, id`,
    { sequence },
  );
  return registryState(rows.map(({ kind, id, body }) => ({ kind, id, body: JSON.parse(body) as unknown })));
}
