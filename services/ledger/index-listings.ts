import type { Sql } from "#db/postgres.ts";

/** Notes where a push's list differs from the agency's complete one before it. Doing it again changes nothing. */
export async function indexListings(
  sql: Sql,
  { agency, sequence }: { agency: string; sequence: number },
): Promise<void> {
  await sql`
    WITH this AS (SELECT complete, content_ids FROM push WHERE sequence = ${sequence}),
    before AS (
      SELECT content_ids FROM push
      WHERE agency = ${agency} AND complete AND sequence < ${sequence} AND (SELECT complete FROM this)
      ORDER BY sequence DESC LIMIT 1
    ),
    came AS (
      SELECT workload, content_id
      FROM (SELECT unnest(content_ids) AS content_id FROM this EXCEPT SELECT unnest(content_ids) FROM before) AS new
      JOIN content USING (content_id)
    ),
    went AS (
      SELECT workload
      FROM (SELECT unnest(content_ids) AS content_id FROM before EXCEPT SELECT unnest(content_ids) FROM this) AS old
      JOIN content USING (content_id)
    )
    INSERT INTO listing (agency, workload, sequence, is_complete, content_id)
    SELECT ${agency}, workload, ${sequence}::bigint, this.complete, content_id FROM came, this
    UNION ALL
    SELECT ${agency}, workload, ${sequence}::bigint, true, NULL FROM went WHERE workload NOT IN (SELECT workload FROM came)
    ON CONFLICT DO NOTHING`;
}
