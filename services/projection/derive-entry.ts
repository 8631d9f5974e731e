import type { Sql } from "#db/postgres.ts";
import { coverageIntervals } from "#derivation/coverage-intervals.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import type { FactInterval } from "#derivation/fact-values.ts";
import type { ControlView } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { type Statement, versionsOf } from "#derivation/workload-history.ts";
import { dayOf } from "#schema/calendar.ts";
import { createBreath } from "./breathe.ts";
import { factText } from "./fact-text.ts";
import { statementsOf, type WorkloadName } from "./workload-statements.ts";

/** The ledger and the registry up to an entry: what facts follow from. */
export interface Standpoint {
  sequence: number;
  view: ControlView;
}

export interface Change {
  before: Standpoint;
  after: Standpoint;
}

/** Workloads whose histories are read from the ledger in one go: bounds memory. */
const chunkSize = 250;

/** The rows by which an entry changes what follows for some workloads, as texts. The next histories are read meanwhile. */
export async function* deriveWorkloads(
  sql: Sql,
  workloads: readonly WorkloadName[],
  memberOf: (agency: string) => string | undefined,
  change: Change,
): AsyncGenerator<string[]> {
  const { before, after } = change;
  const breathe = createBreath();
  const range = { before: before.sequence, after: after.sequence };
  const read = (at: number): Promise<Statement[][]> => {
    const reading = statementsOf(sql, workloads.slice(at, at + chunkSize), range);
    reading.catch(() => {}); // it is awaited later, perhaps after another failure
    return reading;
  };
  let next = read(0);
  for (let at = 0; at < workloads.length; at += chunkSize) {
    const chunk = await next;
    if (at + chunkSize < workloads.length) next = read(at + chunkSize);
    const texts: string[] = [];
    for (const [index, statements] of chunk.entries()) {
      const { agency = "", workload = "" } = workloads[at + index] ?? {};
      const member = memberOf(agency);
      // An agency that the registry does not have yet has no pushes.
      if (member === undefined) continue;
      const difference = signedDifference(intervalsAt(statements, before), intervalsAt(statements, after));
      for (const piece of difference) texts.push(factText(piece, { member, agency, workload }));
      await breathe();
    }
    yield texts;
  }
}

function intervalsAt(statements: readonly Statement[], { sequence, view }: Standpoint): FactInterval[] {
  return factIntervals(versionsOf(statements.filter((statement) => statement.sequence <= sequence)), view);
}

/** The rows by which a push changes on which days its agency counts as reporting. */
export async function deriveCoverage(
  sql: Sql,
  { agency, member }: { agency: string; member: string },
  { before, after }: Change,
): Promise<string[]> {
  const days = await sql<{ reference_date: string; first: number }[]>`
    SELECT reference_date, min(sequence) AS first FROM push
    WHERE agency = ${agency} AND sequence <= ${after.sequence} GROUP BY reference_date`;
  const at = ({ sequence }: Standpoint): FactInterval[] =>
    coverageIntervals(days.filter(({ first }) => first <= sequence).map((day) => dayOf(day.reference_date)));
  return signedDifference(at(before), at(after)).map((piece) => factText(piece, { member, agency, workload: "" }));
}
