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

/** A difference that a push not stored would make to the facts of one day. */
export interface DayDifference {
  function: number;
  facts: number;
  sign: number;
}

const chunkSize = 500;
const everything = { before: Number.MAX_SAFE_INTEGER, after: Number.MAX_SAFE_INTEGER };

/** Derives a push that is not in the ledger as if it came next, and keeps what it changes on its own reference date. */
export async function previewDifferences(
  sql: Sql,
  push: {
    agency: string;
    reference_date: string;
    complete: boolean;
    touched: ReadonlyMap<string, Workload | undefined>;
  },
): Promise<DayDifference[]> {
  const day = dayOf(push.reference_date);
  const view = controlView(await loadRegistry(sql));
  const history = await loadAgencyHistory(sql, push.agency, everything);
  const touched = [...push.touched.keys()];
  const differences: DayDifference[] = [];
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
      for (const { function: division, facts, sign, ...interval } of signedDifference(before, after)) {
        if (covers(interval, day)) differences.push({ function: division, facts, sign });
      }
    }
  }
  return differences;
}
