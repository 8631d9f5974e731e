import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { controlView, type RegistryState } from "#derivation/registry-state.ts";
import { indexListings } from "#ledger/index-listings.ts";
import { loadRegistry } from "#ledger/load-registry.ts";
import { derivationVersion } from "./derivation-version.ts";
import { deriveCoverage, deriveWorkloads } from "./derive-entry.ts";
import {
  digestOfTexts,
  factColumns,
  joinDigests,
  partyText,
  type RowsDigest,
  storedDigestsSql,
  storedFactDigestsSql,
} from "./fact-text.ts";
import { registryImpact, touchedByRegistry } from "./registry-impact.ts";
import { touchedByPush } from "./touched-workloads.ts";

export interface ProjectionStores {
  sql: Sql;
  clickhouse: ClickHouse;
}

/** An entry of the ledger that waits to be projected. */
export interface LedgerEntry {
  sequence: number;
  kind: "push" | "registry";
  received_at: string;
}

/** Rows in one insert: few enough that making them into bytes keeps nobody waiting. */
const batchRows = 20_000;

/** A party as `parties` holds it. */
interface PartyRecord {
  kind: string;
  id: string;
  body: string;
  known_at: string;
  sequence: number;
}

interface EntryRows {
  facts: readonly string[];
  parties: readonly PartyRecord[];
}

/** Derives entries in the order of the ledger and carries their rows over, in batches that are read back. */
export function createProjection({ sql, clickhouse }: ProjectionStores) {
  /** The registry up to the entry before the next; loaded once, then followed. */
  let registry: { sequence: number; state: RegistryState } | undefined;

  const registryAt = async (sequence: number): Promise<RegistryState> => {
    if (registry?.sequence !== sequence) registry = { sequence, state: await loadRegistry(sql, sequence) };
    return registry.state;
  };

  async function* rowsOf(entry: LedgerEntry): AsyncGenerator<EntryRows> {
    const { sequence } = entry;
    const before = await registryAt(sequence - 1);
    if (entry.kind === "push") {
      registry = { sequence, state: before };
      const view = controlView(before);
      const change = { before: { sequence: sequence - 1, view }, after: { sequence, view } };
      const agency = await agencyOf(sql, sequence);
      const member = before.agencies.get(agency)?.member;
      if (member === undefined)
        throw new Error(`push ${sequence} is of agency ${agency}, which the registry does not have`);
      const [coverage, touched] = await Promise.all([
        deriveCoverage(sql, { agency, member }, change),
        touchedByPush(sql, { agency, sequence }),
        indexListings(sql, { agency, sequence }),
      ]);
      yield { facts: coverage, parties: [] };
      const names = touched.map((workload) => ({ agency, workload }));
      for await (const facts of deriveWorkloads(sql, names, () => member, change)) yield { facts, parties: [] };
      return;
    }
    const after = await registryAt(sequence);
    yield { facts: [], parties: await partiesOf(sql, entry) };
    const change = {
      before: { sequence, view: controlView(before) },
      after: { sequence, view: controlView(after) },
    };
    const memberOf = (agency: string): string | undefined => after.agencies.get(agency)?.member;
    for await (const names of touchedByRegistry(sql, registryImpact(before, after))) {
      for await (const facts of deriveWorkloads(sql, names, memberOf, change)) yield { facts, parties: [] };
    }
  }

  /**
   * Projects entries that follow each other. Rows go first, then are read back, then the watermark moves over all of them.
   * Gives how many rows were written; throws when the engine does not have what it acknowledged.
   */
  async function project(entries: readonly LedgerEntry[]): Promise<number> {
    const digests = new Map<number, RowsDigest>();
    let lines: string[] = [];
    let parties: PartyRecord[] = [];
    let written = 0;
    const flush = async (): Promise<void> => {
      await clickhouse.write.insertLines("@db.facts", [...factColumns, "known_at", "sequence"], lines);
      await clickhouse.write.insert("@db.parties", parties);
      written += lines.length + parties.length;
      lines = [];
      parties = [];
    };
    for (const entry of entries) {
      let total: RowsDigest = { row_count: 0, row_hash: 0 };
      const known = `${entry.received_at}\t${entry.sequence}`;
      for await (const rows of rowsOf(entry)) {
        total = joinDigests(total, digestOfTexts([...rows.facts, ...rows.parties.map(partyText)]));
        for (const text of rows.facts) lines.push(`${text}\t${known}`);
        for (const row of rows.parties) parties.push(row);
        if (lines.length >= batchRows) await flush();
      }
      digests.set(entry.sequence, total);
    }
    await flush();
    await readBack(clickhouse, entries, digests);
    await clickhouse.write.insert(
      "@db.projected",
      entries.map(({ sequence, received_at }) => ({
        sequence,
        known_at: received_at,
        ...digests.get(sequence),
        derivation: derivationVersion,
      })),
    );
    return written;
  }

  return { project };
}

async function agencyOf(sql: Sql, sequence: number): Promise<string> {
  const [push] = await sql<{ agency: string }[]>`SELECT agency FROM push WHERE sequence = ${sequence}`;
  if (!push) throw new Error(`ledger entry ${sequence} has no push`);
  return push.agency;
}

async function partiesOf(sql: Sql, { sequence, received_at }: LedgerEntry): Promise<PartyRecord[]> {
  const rows = await sql<{ kind: string; id: string; body: unknown }[]>`
    SELECT kind, id, body FROM registry_change WHERE sequence = ${sequence} ORDER BY kind, id`;
  return rows.map(({ kind, id, body }) => ({ kind, id, body: JSON.stringify(body), known_at: received_at, sequence }));
}

export interface DigestRow {
  sequence: string;
  row_count: string;
  row_hash: string;
}

async function readBack(
  clickhouse: ClickHouse,
  entries: readonly LedgerEntry[],
  expected: ReadonlyMap<number, RowsDigest>,
): Promise<void> {
  const sequences = [...expected.keys()];
  // A push writes no parties, and whoever waits for one waits for this.
  const isAnyRegistry = entries.some(({ kind }) => kind === "registry");
  const rows = await clickhouse.read<DigestRow>(isAnyRegistry ? storedDigestsSql : storedFactDigestsSql, {
    first: Math.min(...sequences),
    last: Math.max(...sequences),
    since: entries[0]?.received_at ?? new Date(0).toISOString(),
  });
  const stored = new Map(rows.map((row) => [Number(row.sequence), row]));
  for (const [sequence, { row_count, row_hash }] of expected) {
    const found = stored.get(sequence);
    if (Number(found?.row_count ?? 0) === row_count && Number(found?.row_hash ?? 0) === row_hash) continue;
    throw new Error(
      `read back ${found?.row_count ?? 0} rows of ledger entry ${sequence}, expected ${row_count}, or other rows than were written`,
    );
  }
}
