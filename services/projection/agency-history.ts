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

/** What an agency stated, as far as it can still matter to what follows before and after one entry. */
export interface AgencyHistory {
  /** Each reference day once, with the first push for it. */
  days: readonly { sequence: number; day: number }[];
  /** The statements of some workloads, by workload id, in the order of the ledger. */
  statementsOf(workloads: readonly string[]): Promise<Map<string, Statement[]>>;
}

/**
 * The pushes of an agency up to the entry `after`, without those that a complete push for the same date, not later than the
 * entry `before`, has discarded: an agency that corrects one filing a thousand times is not read a thousand times.
 */
export async function loadAgencyHistory(
  sql: Sql,
  agency: string,
  { before, after }: { before: number; after: number },
): Promise<AgencyHistory> {
  const days = await sql<{ reference_date: string; pushes: number; first: number; kept: number }[]>`
    SELECT reference_date, count(*) AS pushes, min(sequence) AS first,
      coalesce(max(sequence) FILTER (WHERE complete AND sequence <= ${before}), 0) AS kept
    FROM push WHERE agency = ${agency} AND sequence <= ${after} GROUP BY reference_date`;
  const rows = await sql<{ sequence: number; reference_date: string; complete: boolean; content_ids: number[] }[]>`
    SELECT push.sequence, push.reference_date, push.complete, push.content_ids
    FROM unnest(${days.map((day) => day.reference_date)}::date[], ${days.map(({ kept }) => kept)}::bigint[]) AS kept (reference_date, sequence)
    JOIN push ON push.agency = ${agency} AND push.reference_date = kept.reference_date
      AND push.sequence BETWEEN kept.sequence AND ${after}
    ORDER BY push.sequence`;
  const pushes = rows.map(({ sequence, reference_date, complete, content_ids }): AgencyPush => ({
    sequence,
    day: dayOf(reference_date),
    complete,
    versions: Float64Array.from(content_ids).sort(),
  }));
  const pushCount = days.reduce((sum, day) => sum + day.pushes, 0);
  return {
    days: days.map(({ reference_date, first }) => ({ sequence: first, day: dayOf(reference_date) })),
    async statementsOf(workloads) {
      const statements = new Map(workloads.map((workload) => [workload, unlisted(pushes)]));
      for (const { content_id, workload, body } of await contentsOf(sql, agency, { pushes, pushCount }, workloads)) {
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

interface ContentRow {
  content_id: number;
  workload: string;
  body: string;
}

/** Found by the versions that the pushes list, where a workload can have had many more. */
async function contentsOf(
  sql: Sql,
  agency: string,
  { pushes, pushCount }: { pushes: readonly AgencyPush[]; pushCount: number },
  workloads: readonly string[],
): Promise<ContentRow[]> {
  const listed = new Set<number>();
  for (const { versions } of pushes) for (const version of versions) listed.add(version);
  const isListShorter = listed.size < workloads.length * pushCount;
  return await sql<ContentRow[]>`
    SELECT content_id, workload, body FROM content
    WHERE agency = ${agency} AND workload = ANY(${[...workloads]}::text[])
      AND ${isListShorter ? sql`content_id = ANY(${[...listed]}::bigint[])` : sql`true`}`;
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
