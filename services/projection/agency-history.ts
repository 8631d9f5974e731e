import type { Sql } from "#db/postgres.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { type Subject, subjectOf } from "#derivation/subject.ts";
import type { Statement } from "#derivation/workload-history.ts";

/** One push of an agency: what it lists, by version. */
interface AgencyPush {
  sequence: number;
  day: number;
  complete: boolean;
  /** Version ids in ascending order. */
  versions: Float64Array;
}

/** Everything an agency ever stated, up to one entry of the ledger. */
export interface AgencyHistory {
  /** Reference days of all its pushes. */
  pushes: readonly { sequence: number; day: number }[];
  /** The statements of some workloads, by workload id, in the order of the ledger. */
  statementsOf(workloads: readonly string[]): Promise<Map<string, Statement[]>>;
}

export async function loadAgencyHistory(sql: Sql, agency: string, upTo: number): Promise<AgencyHistory> {
  const rows = await sql<{ sequence: number; reference_date: string; complete: boolean; content_ids: number[] }[]>`
    SELECT sequence, reference_date, complete, content_ids FROM push
    WHERE agency = ${agency} AND sequence <= ${upTo} ORDER BY sequence`;
  const pushes = rows.map(({ sequence, reference_date, complete, content_ids }): AgencyPush => ({
    sequence,
    day: dayOf(reference_date),
    complete,
    versions: Float64Array.from(content_ids).sort(),
  }));
  return {
    pushes,
    async statementsOf(workloads) {
      const contents = await sql<{ content_id: number; workload: string; body: string }[]>`
        SELECT content_id, workload, body FROM content WHERE agency = ${agency} AND workload = ANY(${[...workloads]}::text[])`;
      const statements = new Map(workloads.map((workload) => [workload, unlisted(pushes)]));
      for (const { content_id, workload, body } of contents) {
        let subject: Subject | undefined;
        pushes.forEach((push, index) => {
          if (!lists(push, content_id)) return;
          subject ??= subjectOf(JSON.parse(body) as Workload);
          const statement = statements.get(workload)?.[index];
          if (statement) statement.subject = subject;
        });
      }
      return statements;
    },
  };
}

const unlisted = (pushes: readonly AgencyPush[]): Statement[] =>
  pushes.map(({ sequence, day, complete }) => ({ sequence, day, complete, subject: undefined }));

/** Binary search: a push of 200,000 workloads is asked for a handful. */
function lists({ versions }: AgencyPush, version: number): boolean {
  let low = 0;
  let high = versions.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = versions[middle] ?? 0;
    if (found === version) return true;
    if (found < version) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
