import type { Sql } from "#db/postgres.ts";
import { coverageIntervals } from "#derivation/coverage-intervals.ts";
import type { FactInterval } from "#derivation/fact-values.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Change, Standpoint } from "./derive-chunk.ts";
import { type FactRows, textRows } from "./fact-rows.ts";

/** The rows by which a push changes on which days its agency counts as reporting. */
export async function deriveCoverage(
  sql: Sql,
  { agency, member }: { agency: string; member: string },
  { before, after, entry }: Change,
): Promise<FactRows> {
  const days = await sql<{ reference_date: string; first: number }[]>`
    SELECT reference_date, min(sequence) AS first FROM push
    WHERE agency = ${agency} AND sequence <= ${after.sequence} GROUP BY reference_date`;
  const at = ({ sequence }: Standpoint): FactInterval[] =>
    coverageIntervals(days.filter(({ first }) => first <= sequence).map((day) => dayOf(day.reference_date)));
  const difference = signedDifference(at(before), at(after));
  return textRows(
    difference.map((piece) => ({ piece, member, agency, workload: "" })),
    entry,
  );
}
