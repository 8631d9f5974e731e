import type { Sql } from "#db/postgres.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { controlView, covers } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { subjectOf } from "#derivation/subject.ts";
import { versionsOf } from "#derivation/workload-history.ts";
import { loadRegistry } from "#ledger/load-registry.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { loadAgencyHistory } from "./agency-history.ts";
import { type FactRow, factRow } from "./fact-row.ts";

const chunkSize = 500;
const everything = { before: Number.MAX_SAFE_INTEGER, after: Number.MAX_SAFE_INTEGER };

/** The rows that a push not stored would add: derives a push that is not in the ledger as if it came next, and keeps what changes on its own reference date. */
export async function previewRows(
  sql: Sql,
  push: {
    agency: string;
    reference_date: string;
    complete: boolean;
    touched: ReadonlyMap<string, Workload | undefined>;
  },
): Promise<FactRow[]> {
  const day = dayOf(push.reference_date);
  const registry = await loadRegistry(sql);
  const view = controlView(registry);
  const about = {
    member: registry.agencies.get(push.agency)?.member ?? "",
    agency: push.agency,
    known_at: "",
    sequence: 0,
  };
  const history = await loadAgencyHistory(sql, push.agency, everything);
  const touched = [...push.touched.keys()];
  const rows: FactRow[] = [];
  for (let at = 0; at < touched.length; at += chunkSize) {
    for (const [workload, statements] of await history.statementsOf(touched.slice(at, at + chunkSize))) {
      const stated = push.touched.get(workload);
      const next = {
        sequence: Number.MAX_SAFE_INTEGER,
        day,
        complete: push.complete,
        subject: stated && subjectOf(stated),
      };
      const before = factIntervals(versionsOf(statements), view);
      const after = factIntervals(versionsOf([...statements, next]), view);
      for (const piece of signedDifference(before, after))
        if (covers(piece, day)) rows.push(factRow(piece, { ...about, workload }));
    }
  }
  return rows;
}
