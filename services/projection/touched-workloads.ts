import type { Sql } from "#db/postgres.ts";
import { chunkWorkloads, type WorkloadChunk } from "./derive-chunk.ts";

/**
 * Workloads whose facts a push can have changed: those listed in another version than the one that held on its reference date,
 * and, where it is complete, those that held and are not listed. Incomplete pushes on top of the inventory that held are taken
 * in whole, which is too many at the most.
 */
export async function touchedByPush(
  sql: Sql,
  { agency, sequence }: { agency: string; sequence: number },
): Promise<WorkloadChunk[]> {
  return await sql<WorkloadChunk[]>`
    WITH this AS (SELECT reference_date, complete, content_ids FROM push WHERE sequence = ${sequence}),
    base AS (
      SELECT push.reference_date, sequence, push.content_ids FROM push, this
      WHERE agency = ${agency} AND push.complete AND push.reference_date <= this.reference_date AND sequence < ${sequence}
      ORDER BY push.reference_date DESC, sequence DESC LIMIT 1
    ),
    above AS (
      SELECT push.content_ids FROM push, this
      WHERE agency = ${agency} AND push.reference_date <= this.reference_date AND sequence < ${sequence} AND NOT push.complete
        AND (NOT EXISTS (SELECT FROM base) OR (push.reference_date, sequence) > (SELECT reference_date, sequence FROM base))
    ),
    changed AS (
      (SELECT unnest(content_ids) AS content_id FROM this EXCEPT SELECT unnest(content_ids) FROM base)
      UNION
      (SELECT unnest(content_ids) FROM base WHERE (SELECT complete FROM this) EXCEPT SELECT unnest(content_ids) FROM this)
      UNION
      SELECT unnest(content_ids) FROM above
    ),
    touched AS (SELECT DISTINCT workload FROM changed JOIN content USING (content_id)),
    placed AS (SELECT workload, (row_number() OVER (ORDER BY workload) - 1) / ${chunkWorkloads}::int AS place FROM touched)
    SELECT string_agg(${agency}, ' ') AS agencies, string_agg(workload, ' ' ORDER BY workload) AS workloads, count(*) AS count
    FROM placed GROUP BY place ORDER BY place`;
}
