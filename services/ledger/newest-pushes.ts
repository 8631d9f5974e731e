import type { Sql } from "#db/postgres.ts";
import type { HeldAt, StatingPush } from "./holding-pushes.ts";

/** By agency, the push with the newest reference date that is not after the date; of several for one date the last accepted. */
export async function newestPushes(
  sql: Sql,
  agencies: readonly string[],
  { date, sequence }: HeldAt,
): Promise<Map<string, StatingPush>> {
  if (agencies.length === 0) return new Map();
  const rows = await sql<(StatingPush & { agency: string })[]>`
    SELECT asked.agency, newest.push_id, newest.reference_date, ledger_entry.received_at, newest.sequence
    FROM unnest(${[...agencies]}::text[]) AS asked (agency)
    JOIN LATERAL (
      SELECT push_id, reference_date, sequence FROM push
      WHERE push.agency = asked.agency AND reference_date <= ${date} AND sequence <= ${sequence}
      ORDER BY reference_date DESC, sequence DESC LIMIT 1
    ) AS newest ON true
    JOIN ledger_entry ON ledger_entry.sequence = newest.sequence`;
  return new Map(rows.map(({ agency, ...push }) => [agency, push]));
}
