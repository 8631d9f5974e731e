import type { ClickHouse } from "#db/clickhouse.ts";
import { freeMemory } from "#db/free-memory.ts";
import type { Sql } from "#db/postgres.ts";
import { indexListings } from "#ledger/index-listings.ts";
import { derivationVersion } from "./derivation-version.ts";
import { deriveCoverage } from "./derive-coverage.ts";
import { type Change, createChunkDeriver, type DeriveChunk, type WorkloadChunk } from "./derive-chunk.ts";
import { type FactRows, textRows } from "./fact-rows.ts";
import { factBlockColumns } from "./fact-block.ts";
import {
  digestOfTexts,
  joinDigests,
  partyText,
  type RowsDigest,
  storedDigestsSql,
  storedFactDigestsSql,
} from "./fact-text.ts";
import { createRegistryAt } from "./registry-at.ts";
import { registryImpact, touchedByRegistry } from "./registry-impact.ts";
import { touchedByPush } from "./touched-workloads.ts";

export interface ProjectionStores {
  sql: Sql;
  clickhouse: ClickHouse;
  /** Derives in other threads, so that a large entry keeps nobody waiting; without it this one does all. */
  deriveInThread?: DeriveChunk;
}

/** An entry of the ledger that waits to be projected. */
export interface LedgerEntry {
  sequence: number;
  kind: "push" | "registry";
  received_at: string;
}

/** Rows in one insert: each is a part on the engine's disk, and each is in memory until it is there. */
const batchRows = 20_000;

/** So few are derived sooner than another thread is asked, and nobody notices. */
const workloadsHere = 50;

/** Chunks of an entry that are derived at once, or wait to be inserted: enough to keep the threads busy, few enough to bound memory. */
const chunksUnderway = 4;

/** A party as `parties` holds it. */
interface PartyRecord {
  kind: string;
  id: string;
  body: string;
  known_at: string;
  sequence: number;
}

/** Derives entries in the order of the ledger and carries their rows over, in batches that are read back. */
export function createProjection({ sql, clickhouse, deriveInThread }: ProjectionStores) {
  const registryAt = createRegistryAt(sql);
  const deriveHere = createChunkDeriver(sql, registryAt, textRows);
  /** The last entry that was derived, and one as of which the registry is what it left. */
  let last: { sequence: number; registry: number } | undefined;

  const derive: DeriveChunk = (chunk, change) =>
    (deriveInThread && chunk.count > workloadsHere ? deriveInThread : deriveHere)(chunk, change);

  async function* rowsOf(entry: LedgerEntry): AsyncGenerator<FactRows | PartyRecord[]> {
    const { sequence } = entry;
    const stamp = { known_at: entry.received_at, sequence };
    const registry = last?.sequence === sequence - 1 ? last.registry : sequence - 1;
    if (entry.kind === "push") {
      last = { sequence, registry };
      const change = { before: { sequence: sequence - 1, registry }, after: { sequence, registry }, entry: stamp };
      const [{ state }, agency] = await Promise.all([registryAt(registry), agencyOf(sql, sequence)]);
      const member = state.agencies.get(agency)?.member;
      if (member === undefined)
        throw new Error(`push ${sequence} is of agency ${agency}, which the registry does not have`);
      const [coverage, touched] = await Promise.all([
        deriveCoverage(sql, { agency, member }, change),
        touchedByPush(sql, { agency, sequence }),
        indexListings(sql, { agency, sequence }),
      ]);
      yield coverage;
      yield* derived(touched, change);
      return;
    }
    last = { sequence, registry: sequence };
    // One after the other: each is thousands of parties, which this thread makes of their rows in one go.
    const before = await registryAt(registry);
    const after = await registryAt(sequence);
    yield await partiesOf(sql, entry);
    const impact = registryImpact(before.state, after.state);
    const change = { before: { sequence, registry }, after: { sequence, registry: sequence }, entry: stamp };
    yield* derived(touchedByRegistry(sql, impact), change);
  }

  async function* derived(
    chunks: Iterable<WorkloadChunk> | AsyncIterable<WorkloadChunk>,
    change: Change,
  ): AsyncGenerator<FactRows> {
    const underway: Promise<FactRows>[] = [];
    for await (const chunk of chunks) {
      const next = underway.length >= chunksUnderway ? underway.shift() : undefined;
      if (next) yield await next;
      const deriving = derive(chunk, change);
      deriving.catch(() => {}); // it is awaited later, perhaps after another failure
      underway.push(deriving);
    }
    for (const rows of underway) yield await rows;
  }

  /**
   * Projects entries that follow each other. Rows go first, then are read back, then the watermark moves over all of them.
   * Gives how many rows were written; throws when the engine does not have what it acknowledged.
   */
  async function project(entries: readonly LedgerEntry[]): Promise<number> {
    const digests = new Map<number, RowsDigest>();
    const insert = createInserter(clickhouse);
    try {
      for (const entry of entries) {
        let total: RowsDigest = { row_count: 0, row_hash: 0 };
        for await (const rows of rowsOf(entry)) {
          const digest = Array.isArray(rows) ? digestOfTexts(rows.map(partyText)) : rows;
          total = joinDigests(total, digest);
          await (Array.isArray(rows) ? insert.parties(rows) : insert.facts(rows));
        }
        digests.set(entry.sequence, total);
      }
      await insert.end();
    } catch (error) {
      await insert.settled(); // or it would come after what is done about the failure
      throw error;
    }
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
    return Array.from(digests.values(), ({ row_count }) => row_count).reduce((sum, count) => sum + count, 0);
  }

  return { project };
}

/** Gathers rows into inserts of some size; one is under way while the rows of the next are derived. */
function createInserter(clickhouse: ClickHouse) {
  let gathered: FactRows[] = [];
  let rows = 0;
  let inserting: Promise<unknown> = Promise.resolve();

  async function flush(): Promise<void> {
    const bytesOf = (form: FactRows["form"]): Buffer =>
      Buffer.concat(gathered.filter((each) => each.form === form && each.row_count > 0).map(({ bytes }) => bytes));
    const [text, block] = [bytesOf("text"), bytesOf("block")];
    for (const { bytes } of gathered) freeMemory(bytes);
    gathered = [];
    rows = 0;
    await inserting;
    inserting = Promise.all([
      clickhouse.write.insertText("@db.facts", factBlockColumns, text),
      clickhouse.write.insertBlock("@db.facts", factBlockColumns, block),
    ]).then(() => freeMemory(block));
    inserting.catch(() => {}); // it is awaited before the next
  }

  return {
    async facts(made: FactRows): Promise<void> {
      gathered.push(made);
      rows += made.row_count;
      if (rows >= batchRows) await flush();
    },
    parties: (records: readonly PartyRecord[]): Promise<void> => clickhouse.write.insert("@db.parties", records),
    async end(): Promise<void> {
      await flush();
      await inserting;
    },
    settled: (): Promise<unknown> => Promise.allSettled([inserting]),
  };
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
