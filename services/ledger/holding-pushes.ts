import type { Sql } from "#db/postgres.ts";

/** A push by what names it: to its agency, and in the ledger. */
export interface StatingPush {
  push_id: string;
  reference_date: string;
  received_at: string;
  sequence: number;
}

/** Where the version of a workload that holds on a date was last stated. */
export interface HoldingPush extends StatingPush {
  /** The version: a row of `content`. */
  content_id: number;
}

/** A date as known after an entry of the ledger. */
export interface HeldAt {
  date: string;
  sequence: number;
}

/** How results are found again; ids hold no spaces. */
export const workloadKey = ({ agency, workload }: { agency: string; workload: string }): string =>
  `${agency} ${workload}`;

/**
 * The pushes that stated the versions that hold on a date, by `workloadKey`: of those from the agency's newest complete push
 * on, the last that lists the workload (methodology section 3). A workload that holds no version on the date is absent.
 */
export async function holdingPushes(
  sql: Sql,
  workloads: readonly { agency: string; workload: string }[],
  { date, sequence }: HeldAt,
): Promise<Map<string, HoldingPush>> {
  if (workloads.length === 0) return new Map();
  const rows = await sql<(HoldingPush & { agency: string; workload: string })[]>`
    WITH asked AS (
      SELECT DISTINCT agency, workload
      FROM unnest(${workloads.map(({ agency }) => agency)}::text[], ${workloads.map(({ workload }) => workload)}::text[])
        AS asked (agency, workload)
    ), base AS (
      SELECT agencies.agency, complete.reference_date, complete.sequence
      FROM (SELECT DISTINCT agency FROM asked) AS agencies
      LEFT JOIN LATERAL (
        SELECT reference_date, sequence FROM push
        WHERE push.agency = agencies.agency AND complete AND reference_date <= ${date} AND sequence <= ${sequence}
        ORDER BY reference_date DESC, sequence DESC LIMIT 1
      ) AS complete ON true
    ), stated AS (
      SELECT push.sequence, push.push_id, push.reference_date, version.content_id
      FROM base
      JOIN push ON push.agency = base.agency AND push.reference_date <= ${date} AND push.sequence <= ${sequence}
        AND (base.sequence IS NULL OR (push.reference_date, push.sequence) >= (base.reference_date, base.sequence))
      CROSS JOIN LATERAL unnest(push.content_ids) AS version (content_id)
    )
    SELECT DISTINCT ON (asked.agency, asked.workload) asked.agency, asked.workload, content.content_id,
      stated.push_id, stated.reference_date, ledger_entry.received_at, stated.sequence
    FROM asked
    JOIN content ON content.agency = asked.agency AND content.workload = asked.workload
    JOIN stated ON stated.content_id = content.content_id
    JOIN ledger_entry ON ledger_entry.sequence = stated.sequence
    ORDER BY asked.agency, asked.workload, stated.reference_date DESC, stated.sequence DESC`;
  return new Map(rows.map(({ agency, workload, ...push }) => [workloadKey({ agency, workload }), push]));
}
