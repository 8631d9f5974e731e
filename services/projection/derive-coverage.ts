import type { Sql } from "#db/postgres.ts";
import { coverageIntervals } from "#derivation/coverage-intervals.ts";
import type { FactInterval } from "#derivation/fact-values.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Change, Standpoint } from "./derive-chunk.ts";
import { type FactRows, factRows } from "./fact-rows.ts";
import { factText } from "./fact-text.ts";

/** The rows by which a push changes on which days its agency counts as reporting. */
export async function deriveCoverage(
  sql: Sql,
  { agency, member }: { agency: string; member: string },
  { before, after, known }: Change,
): Promise<FactRows> {
  const days = await sql<{ reference_date: string; first: number }[]>`
    SELECT reference_date, min(sequence) AS first FROM push
    WHERE agency = ${agency} AND sequence <= ${after.sequence} GROUP BY reference_date`;
  const at = ({ sequence }: Standpoint): FactInterval[] =>
    coverageIntervals(days.filter(({ first }) => first <= sequence).map((day) => dayOf(day.reference_date)));
  const difference = signedDifference(at(before), at(after));
  const texts = difference.map((piece) => factText(piece, { member, agency, workload: "" }));
  return factRows(texts, known);
}
