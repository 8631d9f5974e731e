import type { Sql } from "#db/postgres.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { controlView, covers } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { subjectOf } from "#derivation/subject.ts";
import { versionsOf } from "#derivation/workload-history.ts";
import { loadRegistry } from "#ledger/load-registry.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { createBreath } from "./breathe.ts";
import { factText } from "./fact-text.ts";
import { statementsOf } from "./workload-statements.ts";

const chunkSize = 250;
const nextSequence = Number.MAX_SAFE_INTEGER;

/**
 * The rows that a push not stored would add, as texts: derives it as if it came after all that is projected, and keeps what
 * changes on its own reference date.
 */
export async function previewRows(
  sql: Sql,
  push: {
    agency: string;
    reference_date: string;
    complete: boolean;
    touched: ReadonlyMap<string, Workload | undefined>;
  },
): Promise<string[]> {
  const { agency, reference_date, complete } = push;
  const day = dayOf(reference_date);
  const [registry, last] = await Promise.all([loadRegistry(sql), lastProjected(sql)]);
  const view = controlView(registry);
  const member = registry.agencies.get(agency)?.member ?? "";
  const touched = [...push.touched];
  const breathe = createBreath();
  const texts: string[] = [];
  for (let at = 0; at < touched.length; at += chunkSize) {
    const chunk = touched.slice(at, at + chunkSize);
    const names = chunk.map(([workload]) => ({ agency, workload }));
    for (const [index, statements] of (await statementsOf(sql, names, { before: last, after: last })).entries()) {
      const [workload = "", stated] = chunk[index] ?? [];
      const next = { sequence: nextSequence, day, complete, subject: stated && subjectOf(stated) };
      const before = factIntervals(versionsOf(statements), view);
      const after = factIntervals(versionsOf([...statements, next]), view);
      for (const piece of signedDifference(before, after))
        if (covers(piece, day)) texts.push(factText(piece, { member, agency, workload }));
      await breathe();
    }
  }
  return texts;
}

async function lastProjected(sql: Sql): Promise<number> {
  const [row] = await sql<{ last: number | null }[]>`
    SELECT max(sequence) AS last FROM ledger_entry WHERE projected_at IS NOT NULL`;
  return row?.last ?? 0;
}
