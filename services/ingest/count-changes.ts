import type { Transaction } from "#db/postgres.ts";

/** What a push says, as far as counting needs it. It is not in the ledger yet. */
export interface ListedVersions {
  agency: string;
  reference_date: string;
  complete: boolean;
  /** Numbers separated by commas. */
  content_ids: string;
}

/** How a push differs from the versions that held on its reference date just before it. */
export interface PushChanges {
  added: number;
  changed: number;
  unchanged: number;
  /** Held, and missing from a complete push. */
  removed: number;
}

/**
 * The receipt's counts: methodology section 3. Versions are compared as sets of numbers, inside Postgres, so that a workload's
 * name is looked up only where a version came or went; most pushes repeat almost everything.
 */
export async function countChanges(
  transaction: Transaction,
  { agency, reference_date, complete, content_ids }: ListedVersions,
): Promise<PushChanges> {
  const [changes] = await transaction<PushChanges[]>`
    WITH listed AS MATERIALIZED (
      SELECT content_id FROM unnest(string_to_array(${content_ids}, ',')::bigint[]) AS given (content_id)
    ),
    base AS (
      SELECT reference_date, sequence, content_ids FROM push
      WHERE agency = ${agency} AND complete AND reference_date <= ${reference_date}
      ORDER BY reference_date DESC, sequence DESC LIMIT 1
    ),
    -- What incomplete pushes say on top of the inventory, the last of each workload.
    upon AS MATERIALIZED (
      SELECT DISTINCT ON (workload) workload, content_id
      FROM push CROSS JOIN LATERAL unnest(push.content_ids) AS stated (content_id) JOIN content USING (content_id)
      WHERE push.agency = ${agency} AND NOT complete AND reference_date <= ${reference_date}
        AND (NOT EXISTS (SELECT FROM base) OR (reference_date, sequence) > (SELECT reference_date, sequence FROM base))
      ORDER BY workload, reference_date DESC, sequence DESC
    ),
    held AS MATERIALIZED (
      SELECT unnest(content_ids) AS content_id FROM base
      EXCEPT
      SELECT content.content_id FROM upon JOIN content ON content.agency = ${agency} AND content.workload = upon.workload
      UNION ALL
      SELECT content_id FROM upon
    ),
    came AS MATERIALIZED (
      SELECT workload FROM (SELECT content_id FROM listed EXCEPT SELECT content_id FROM held) AS new JOIN content USING (content_id)
    ),
    went AS MATERIALIZED (
      SELECT workload FROM (SELECT content_id FROM held EXCEPT SELECT content_id FROM listed) AS old JOIN content USING (content_id)
    ),
    counted AS (
      SELECT
        (SELECT count(*) FROM listed) AS listed,
        (SELECT count(*) FROM came) AS came,
        (SELECT count(*) FROM went) AS went,
        (SELECT count(*) FROM came JOIN went USING (workload)) AS changed
    )
    SELECT came - changed AS added, changed, listed - came AS unchanged,
      CASE WHEN ${complete} THEN went - changed ELSE 0 END AS removed
    FROM counted`;
  if (!changes) throw new Error("Postgres counted nothing");
  return changes;
}
