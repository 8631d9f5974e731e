import type { Sql } from "#db/postgres.ts";
import type { Sample } from "./telemetry.ts";

/** How far the ledger and the projector are. */
export interface LedgerMeasures {
  /** Of the last push. */
  sequence: number;
  lag_entries: number;
  /** How long the oldest entry that is not projected has waited. */
  lag_seconds: number;
  /** Since the ledger began. */
  pushes: number;
  records: number;
}

/** `since` is what it said before: only later pushes are counted again. */
export async function readLedgerMeasures(
  sql: Sql,
  now: number,
  since: Pick<LedgerMeasures, "sequence" | "pushes" | "records"> = { sequence: 0, pushes: 0, records: 0 },
): Promise<LedgerMeasures> {
  const [lag] = await sql<{ waiting: number; oldest: string | null }[]>`
    SELECT count(*) AS waiting, min(received_at) AS oldest FROM ledger_entry WHERE projected_at IS NULL`;
  const [filed] = await sql<{ pushes: number; records: number; last: number | null }[]>`
    SELECT count(*) AS pushes, coalesce(sum(records), 0)::bigint AS records, max(sequence) AS last
    FROM push WHERE sequence > ${since.sequence}`;
  return {
    sequence: filed?.last ?? since.sequence,
    pushes: since.pushes + (filed?.pushes ?? 0),
    records: since.records + (filed?.records ?? 0),
    lag_entries: lag?.waiting ?? 0,
    lag_seconds: lag?.oldest ? Math.max(0, (now - Date.parse(lag.oldest)) / 1_000) : 0,
  };
}

/** What readers see of it: how many since the sample before, and the lag as it is. */
export const ledgerSamples = (now: LedgerMeasures, before: LedgerMeasures): Sample[] => [
  { measure: "pushes_accepted", label: "", value: now.pushes - before.pushes },
  { measure: "records_accepted", label: "", value: now.records - before.records },
  { measure: "projector_lag_entries", label: "", value: now.lag_entries },
  { measure: "projector_lag_seconds", label: "", value: now.lag_seconds },
];
