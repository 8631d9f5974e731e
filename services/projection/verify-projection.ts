import { beginDrop, endDrop } from "./announce-drop.ts";
import type { ProjectionStores } from "./project-entries.ts";
import type { DigestRow } from "./project-entries.ts";
import { derivationVersion } from "./derivation-version.ts";
import { storedDigestsSql } from "./fact-text.ts";
import { verifyRollups } from "./verify-rollups.ts";
import { verifyWithdrawals } from "./verify-withdrawals.ts";

interface ProjectedRow extends DigestRow {
  known_at: string;
  derivation: number;
}

/**
 * Compares what ClickHouse has with the ledger, entry by entry, and drops everything from the first entry on that is missing,
 * half there, not the ledger's, or derived by another version of the code. Gives how many entries have to be projected.
 */
export async function verifyProjection(stores: ProjectionStores): Promise<number> {
  const first = await firstDifference(stores);
  if (first !== undefined) await dropFrom(stores, first);
  else await endDrop(stores.clickhouse);
  await verifyRollups(stores.clickhouse);
  await verifyWithdrawals(stores.clickhouse);
  const [outbox] = await stores.sql<
    { count: number }[]
  >`SELECT count(*) AS count FROM ledger_entry WHERE projected_at IS NULL`;
  return outbox?.count ?? 0;
}

async function firstDifference({ sql, clickhouse }: ProjectionStores): Promise<number | undefined> {
  const ledger = await sql<{ sequence: number; received_at: string; projected_at: string | null }[]>`
    SELECT sequence, received_at, projected_at FROM ledger_entry ORDER BY sequence`;
  const projected = await clickhouse.read<ProjectedRow>(
    "SELECT sequence, known_at, row_count, row_hash, derivation FROM @db.projected ORDER BY sequence",
  );
  const stored = await clickhouse.read<DigestRow>(storedDigestsSql, {
    first: 0,
    last: Number.MAX_SAFE_INTEGER,
    since: new Date(0).toISOString(),
  });
  const rows = new Map(stored.map((row) => [Number(row.sequence), row]));
  const marks = new Map<number, ProjectedRow[]>();
  for (const row of projected) marks.set(Number(row.sequence), [...(marks.get(Number(row.sequence)) ?? []), row]);
  const known = new Set(ledger.map(({ sequence }) => sequence));

  const foreign = [...marks.keys(), ...rows.keys()].filter((sequence) => !known.has(sequence));
  const wrong = ledger.filter(({ sequence, received_at, projected_at }) => {
    const [mark, ...doubles] = marks.get(sequence) ?? [];
    const row = rows.get(sequence);
    // Neither marked nor there: it waits in the outbox, as it should.
    if (!mark) return projected_at !== null || row !== undefined;
    return (
      doubles.length > 0 ||
      mark.derivation !== derivationVersion ||
      Date.parse(mark.known_at) !== Date.parse(received_at) ||
      Number(mark.row_count) !== Number(row?.row_count ?? 0) ||
      Number(mark.row_hash) !== Number(row?.row_hash ?? 0) ||
      projected_at === null
    );
  });
  const differing = [...foreign, ...wrong.map(({ sequence }) => sequence)];
  return differing.length > 0 ? Math.min(...differing) : undefined;
}

/** What follows from the ledger, with the column that says up to which entry; what says that others are whole goes first. */
const dropped = [
  ["projected", "sequence"],
  ["rollups", "through"],
  ["daily_changes", "through"],
  ["entry_changes", "sequence"],
  ["withdrawal_marks", "through"],
  ["withdrawals", "through"],
  ["facts", "sequence"],
  ["parties", "sequence"],
] as const;

/**
 * Takes away the entries from `first` on. The watermark falls before the rows do, and readers are told, so that nobody ever
 * sees half of what is being dropped.
 */
export async function dropFrom({ sql, clickhouse }: ProjectionStores, first: number): Promise<void> {
  await beginDrop(clickhouse);
  for (const [table, last] of dropped) {
    if (first <= 1) {
      await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
      continue;
    }
    const condition = `${last} >= {first:UInt64}`;
    // A second and more goes by while the engine looks at every month of a table, even when there is nothing to take away.
    const [left] = await clickhouse.read(`SELECT 1 FROM @db.${table} WHERE ${condition} LIMIT 1`, { first });
    if (left) await clickhouse.write.command(`DELETE FROM @db.${table} WHERE ${condition}`, { first });
  }
  await endDrop(clickhouse);
  await sql`UPDATE ledger_entry SET projected_at = NULL WHERE sequence >= ${first} AND projected_at IS NOT NULL`;
}
