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
 * The pushes that stated the versions that hold on a date, by `workloadKey`: the last incomplete push after the agency's newest
 * complete one that lists the workload, else that complete one, where its inventory does (methodology section 3). A workload
 * that holds no version on the date is absent. Only of pushes that are projected `listing` knows.
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
    ), held AS (
      SELECT asked.agency, asked.workload,
        coalesce(own.sequence, base.sequence) AS sequence, coalesce(own.content_id, inventory.content_id) AS content_id
      FROM asked
      JOIN base ON base.agency = asked.agency
      LEFT JOIN LATERAL (
        SELECT push.sequence, listing.content_id
        FROM listing JOIN push ON push.sequence = listing.sequence
        WHERE listing.agency = asked.agency AND listing.workload = asked.workload AND NOT listing.is_complete
          AND listing.sequence <= ${sequence} AND push.reference_date <= ${date}
          AND (base.sequence IS NULL OR (push.reference_date, push.sequence) > (base.reference_date, base.sequence))
        ORDER BY push.reference_date DESC, push.sequence DESC LIMIT 1
      ) AS own ON true
      LEFT JOIN LATERAL (
        SELECT listing.content_id FROM listing
        WHERE listing.agency = asked.agency AND listing.workload = asked.workload AND listing.is_complete
          AND listing.sequence <= base.sequence
        ORDER BY listing.sequence DESC LIMIT 1
      ) AS inventory ON true
    )
    SELECT held.agency, held.workload, held.content_id, held.sequence, push.push_id, push.reference_date, ledger_entry.received_at
    FROM held
    JOIN push ON push.sequence = held.sequence
    JOIN ledger_entry ON ledger_entry.sequence = held.sequence
    WHERE held.content_id IS NOT NULL`;
  return new Map(rows.map(({ agency, workload, ...push }) => [workloadKey({ agency, workload }), push]));
}
