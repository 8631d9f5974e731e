import type { Sql } from "#db/postgres.ts";

export interface LedgerPush {
  sequence: number;
  agency: string;
  push_id: string;
  reference_date: string;
  received_at: string;
  complete: boolean;
  workloads: ReadonlySet<string>;
}

/** Every push of the ledger with the workloads that it lists, in its order. */
export async function ledgerPushes(sql: Sql): Promise<LedgerPush[]> {
  const rows = await sql<(Omit<LedgerPush, "workloads"> & { workloads: string[] })[]>`
    SELECT sequence, agency, push_id, reference_date, received_at, complete,
      ARRAY(SELECT workload FROM content WHERE content_id = ANY(content_ids)) AS workloads
    FROM push JOIN ledger_entry USING (sequence) ORDER BY sequence`;
  return rows.map((row) => ({ ...row, workloads: new Set(row.workloads) }));
}

/**
 * The push that stated the version of a workload that holds on a date, by methodology section 3 read literally: date by date,
 * what survives of the pushes for it, then the newest date not after the asked one.
 */
export function statedLast(
  pushes: readonly LedgerPush[],
  { agency, workload }: { agency: string; workload: string },
  { date, sequence }: { date: string; sequence: number },
): Omit<LedgerPush, "agency" | "complete" | "workloads"> | undefined {
  const known = pushes.filter((push) => push.agency === agency && push.sequence <= sequence);
  const dates = [...new Set(known.map(({ reference_date }) => reference_date))].sort();
  let holding: LedgerPush | undefined;
  for (const reference_date of dates.filter((each) => each <= date)) {
    let surviving: LedgerPush[] = [];
    for (const push of known.filter((each) => each.reference_date === reference_date))
      surviving = push.complete ? [push] : [...surviving, push];
    const listing = surviving.findLast(({ workloads }) => workloads.has(workload));
    if (listing) holding = listing;
    else if (surviving.some(({ complete }) => complete)) holding = undefined;
  }
  if (!holding) return undefined;
  const { push_id, received_at } = holding;
  return { push_id, reference_date: holding.reference_date, received_at, sequence: holding.sequence };
}
