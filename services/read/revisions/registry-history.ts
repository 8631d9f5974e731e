import type { ClickHouse } from "#db/clickhouse.ts";
import type { PartyKind, PartyRow, RegistryState } from "#derivation/registry-state.ts";
import { covers, membershipsOf, registryState } from "#derivation/registry-state.ts";
import type { Member } from "#schema/parties.ts";
import { dayOf } from "#schema/calendar.ts";

/** A place in the ledger, and when it became known. */
export interface EntryAt {
  sequence: number;
  known_at: string;
}

/** An entry of the ledger that changed the registry. */
export interface RegistryEntry extends EntryAt {
  parties: PartyRow[];
}

/** The registry as it came to be what it is, entry by entry. */
export interface RegistryHistory {
  readonly entries: readonly RegistryEntry[];
  /** The registry after the entries up to the last `advance`: another object after each that takes something in. */
  readonly state: RegistryState;
  /** Takes in the entries up to this one. */
  advance(sequence: number): void;
  /** Members that any of the entries said to belong to the coalition on a date. */
  everMembers(date: string): string[];
}

export async function readRegistryHistory(clickhouse: ClickHouse, upTo: number): Promise<RegistryHistory> {
  const rows = await clickhouse.read<{ kind: PartyKind; id: string; body: string; known_at: string; sequence: string }>(
    `SELECT kind, id, body, known_at, sequence FROM @db.parties WHERE sequence <= {sequence:UInt64}
     ORDER BY sequence, kind, id`,
    { sequence: upTo },
  );
  const entries: RegistryEntry[] = [];
  for (const { kind, id, body, known_at, sequence } of rows) {
    if (entries.at(-1)?.sequence !== Number(sequence))
      entries.push({ sequence: Number(sequence), known_at, parties: [] });
    entries.at(-1)?.parties.push({ kind, id, body: JSON.parse(body) as unknown });
  }
  return registryHistory(entries);
}

export function registryHistory(entries: readonly RegistryEntry[]): RegistryHistory {
  let state = registryState([]);
  let taken = 0;
  return {
    entries,
    get state() {
      return state;
    },
    advance(sequence) {
      const first = taken;
      while (taken < entries.length && (entries[taken]?.sequence ?? 0) <= sequence) taken += 1;
      if (taken === first) return;
      const parties = entries.slice(first, taken).flatMap((entry) => entry.parties);
      state = registryState(parties, state);
    },
    everMembers(date) {
      const day = dayOf(date);
      const said = entries.flatMap(({ parties }) => parties.filter(({ kind }) => kind === "member"));
      const belonging = said.filter(({ body }) => membershipsOf(body as Member).some((at) => covers(at, day)));
      return [...new Set(belonging.map(({ id }) => id))];
    },
  };
}
