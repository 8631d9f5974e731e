import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import type { RegistryState } from "#derivation/registry-state.ts";

interface PushRow {
  sequence: number;
  /** RFC 3339. */
  received_at: string;
  push_id: string;
  agency: string;
  reference_date: string;
  complete: boolean;
  records: number;
  added: number;
  changed: number;
  removed: number;
  warnings_total: number;
  warning_counts: Record<string, number>;
  source_warnings: Record<string, number>;
  sender: string | null;
}

/** Pushes that are copied at a time. */
const batchPushes = 500;

/**
 * Copies what the ledger says of pushes up to an entry, but for what they say themselves. Each batch is one insert a table, so that
 * after a failure it goes on where the table ends.
 */
export async function copyPushes(
  { clickhouse, sql }: { clickhouse: ClickHouse; sql: Sql },
  { until, registry }: { until: number; registry: RegistryState },
): Promise<void> {
  const memberOf = (agency: string): string => registry.agencies.get(agency)?.member ?? "";
  const { pushes, warnings } = await copiedUntil(clickhouse);
  for (let after = pushes; after < until;) {
    const rows = await sql<PushRow[]>`
      SELECT sequence, received_at, push_id, agency, reference_date, complete, records, added, changed, removed,
        warnings_total, warning_counts, source_warnings, sender
      FROM push JOIN ledger_entry USING (sequence)
      WHERE sequence > ${after} AND sequence <= ${until} ORDER BY sequence LIMIT ${batchPushes}`;
    const whose = ({ sequence, received_at, agency, reference_date }: PushRow) => ({
      sequence,
      received_at,
      agency,
      member: memberOf(agency),
      reference_date,
    });
    await clickhouse.write.insert(
      "@db.push_warnings",
      rows
        .filter(({ sequence }) => sequence > warnings)
        .flatMap((row) => countsOf(row).map(([code, count]) => ({ ...whose(row), code, warnings: count }))),
    );
    await clickhouse.write.insert(
      "@db.pushes",
      rows
        .filter(({ sequence }) => sequence > pushes)
        .map((row) => ({
          ...whose(row),
          push_id: row.push_id,
          is_complete: Number(row.complete),
          records: row.records,
          added: row.added,
          changed: row.changed,
          removed: row.removed,
          warnings: countsOf(row).reduce((sum, [, count]) => sum + count, 0),
          source: row.sender ?? "",
        })),
    );
    if (rows.length < batchPushes) return;
    after = rows.at(-1)?.sequence ?? until;
  }
}

/** Warnings by code: of the server's rules, and those that were counted while the agency's file was read. */
function countsOf({ warning_counts, source_warnings }: PushRow): [string, number][] {
  const counts = new Map(Object.entries(warning_counts));
  for (const [code, count] of Object.entries(source_warnings)) counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts].filter(([, count]) => count > 0);
}

/** The last entry that each table has. */
async function copiedUntil(clickhouse: ClickHouse): Promise<{ pushes: number; warnings: number }> {
  const [row] = await clickhouse.read<{ pushes: string; warnings: string }>(
    `SELECT (SELECT max(sequence) FROM @db.pushes) AS pushes, (SELECT max(sequence) FROM @db.push_warnings) AS warnings`,
  );
  const pushes = Number(row?.pushes ?? 0);
  // The last pushes may have had no warnings.
  return { pushes, warnings: Math.max(pushes, Number(row?.warnings ?? 0)) };
}

/** Takes the copies away when they are not of this ledger: one that was put back from a backup has other entries. */
export async function verifyPushes({ clickhouse, sql }: { clickhouse: ClickHouse; sql: Sql }): Promise<void> {
  const [copied] = await clickhouse.read<{ pushes: string; last: string; records: string }>(
    "SELECT count() AS pushes, max(sequence) AS last, sum(sequence * (records + 1)) AS records FROM @db.pushes",
  );
  const last = Number(copied?.last ?? 0);
  const [stated] = await sql<{ pushes: string; records: string }[]>`
    SELECT count(*)::text AS pushes, coalesce(sum(sequence * (records + 1)), 0)::text AS records
    FROM push WHERE sequence <= ${last}`;
  if (copied?.pushes === stated?.pushes && copied?.records === stated?.records) return;
  await clickhouse.write.command("TRUNCATE TABLE @db.push_warnings");
  await clickhouse.write.command("TRUNCATE TABLE @db.pushes");
}
