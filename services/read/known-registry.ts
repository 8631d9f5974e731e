import type { ClickHouse } from "#db/clickhouse.ts";
import { type PartyKind, type RegistryState, registryState } from "#derivation/registry-state.ts";
import type { Vintage } from "./watermark.ts";

/** Members and agencies as known at a vintage, from the copies beside the facts: what groups are made of. */
export async function knownRegistry(clickhouse: ClickHouse, { known_at, sequence }: Vintage): Promise<RegistryState> {
  const rows = await clickhouse.read<{ kind: PartyKind; id: string; body: string }>(
    `SELECT kind, id, body FROM @db.parties
     WHERE kind IN ('member', 'agency') AND known_at <= {known_at:DateTime64(3, 'UTC')} AND sequence <= {sequence:UInt64}
     ORDER BY kind, id, sequence DESC LIMIT 1 BY kind, id`,
    { known_at, sequence },
  );
  return registryState(rows.map(({ kind, id, body }) => ({ kind, id, body: JSON.parse(body) as unknown })));
}
