import type { Sql } from "#db/postgres.ts";
import { coverageIntervals } from "#derivation/coverage-intervals.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import type { FactInterval } from "#derivation/fact-values.ts";
import type { ControlView } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { type Statement, versionsOf } from "#derivation/workload-history.ts";
import { compareWithHeld } from "#ledger/held-versions.ts";
import { type AgencyHistory, loadAgencyHistory } from "./agency-history.ts";
import { type FactRow, factRow } from "./fact-row.ts";

/** The ledger and the registry up to an entry: what facts follow from. */
export interface Standpoint {
  sequence: number;
  view: ControlView;
}

export interface Change {
  before: Standpoint;
  after: Standpoint;
  /** RFC 3339; stamped on every row. */
  known_at: string;
}

const sequencesOf = ({ before, after }: Change): { before: number; after: number } => ({
  before: before.sequence,
  after: after.sequence,
});

/** Workloads derived in one go: bounds memory, and lets the rest of the process breathe between. */
const chunkSize = 500;

/** The rows of a push: the difference it makes to the facts of the workloads it touches, and to the agency's coverage. */
export async function* derivePush(
  sql: Sql,
  push: { agency: string; member: string; reference_date: string; complete: boolean; content_ids: readonly number[] },
  change: Change,
): AsyncGenerator<FactRow[]> {
  const history = await loadAgencyHistory(sql, push.agency, sequencesOf(change));
  yield coverageRows(history, push, change);
  const touched = await touchedWorkloads(sql, push, change.after.sequence);
  yield* deriveWorkloads(history, touched, push, change);
}

/** The rows of a registry change for one agency's workloads that it can have touched. */
export async function* deriveRegistryChange(
  sql: Sql,
  about: { agency: string; member: string; workloads: readonly string[] },
  change: Change,
): AsyncGenerator<FactRow[]> {
  const history = await loadAgencyHistory(sql, about.agency, sequencesOf(change));
  yield* deriveWorkloads(history, about.workloads, about, change);
}

async function* deriveWorkloads(
  history: AgencyHistory,
  workloads: readonly string[],
  { agency, member }: { agency: string; member: string },
  { before, after, known_at }: Change,
): AsyncGenerator<FactRow[]> {
  for (let at = 0; at < workloads.length; at += chunkSize) {
    const statements = await history.statementsOf(workloads.slice(at, at + chunkSize));
    const rows: FactRow[] = [];
    for (const [workload, stated] of statements) {
      const about = { member, agency, workload, known_at, sequence: after.sequence };
      for (const piece of signedDifference(intervalsAt(stated, before), intervalsAt(stated, after)))
        rows.push(factRow(piece, about));
    }
    yield rows;
  }
}

function intervalsAt(statements: readonly Statement[], { sequence, view }: Standpoint): FactInterval[] {
  return factIntervals(versionsOf(statements.filter((statement) => statement.sequence <= sequence)), view);
}

function coverageRows(
  { days }: AgencyHistory,
  { agency, member }: { agency: string; member: string },
  { before, after, known_at }: Change,
): FactRow[] {
  const at = ({ sequence }: Standpoint): FactInterval[] =>
    coverageIntervals(days.filter((first) => first.sequence <= sequence).map(({ day }) => day));
  const about = { member, agency, workload: "", known_at, sequence: after.sequence };
  return signedDifference(at(before), at(after)).map((piece) => factRow(piece, about));
}

/** Listed workloads whose version is another than the one that held, and those that a complete push leaves out. */
async function touchedWorkloads(
  sql: Sql,
  push: { agency: string; reference_date: string; complete: boolean; content_ids: readonly number[] },
  sequence: number,
): Promise<string[]> {
  const rows = await sql<{ content_id: number; workload: string }[]>`
    SELECT content_id, workload FROM content WHERE content_id = ANY(${[...push.content_ids]}::bigint[])`;
  const listed = new Map(rows.map(({ workload, content_id }) => [workload, content_id]));
  const { added, changed, removed } = await compareWithHeld(sql, { ...push, sequence, listed });
  return [...added, ...changed, ...removed];
}
