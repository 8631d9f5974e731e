import { z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import { workloadFacts } from "#indicators/unpacked-facts.ts";
import { CalendarDate, dayOf } from "#schema/calendar.ts";
import { factsOn } from "./fact-source.ts";
import type { OpenQuestion } from "./open-question.ts";
import { readAgencies } from "./open-scope.ts";

export const debtItemKinds = ["testing", "audit", "unverified", "correction"] as const;
export type DebtItemKind = (typeof debtItemKinds)[number];

/** One item of RELIABILITY_DEBT: a workload that owes an evaluation, or one finding past its due date. */
export interface DebtItem {
  agency: string;
  workload: string;
  kind: DebtItemKind;
  /** The day from which it is owed; of a finding its due date. */
  since: string;
  /** Counts findings of one workload with one due date, from 0. */
  place: number;
  age_days: number;
  /** Packed facts of the workload; 0 for a finding. */
  facts: number;
}

/** What orders items: agency, workload, kind, since, place. */
export const DebtPlace = z.tuple([z.string(), z.string(), z.enum(debtItemKinds), CalendarDate, z.int().min(0)]);
export type DebtPlace = z.infer<typeof DebtPlace>;

export const debtPlace = ({ agency, workload, kind, since, place }: DebtItem): DebtPlace => [
  agency,
  workload,
  kind,
  since,
  place,
];

const beginning = ["", "", "", "1900-01-01", 0] as const;

/** Items of debt by agency, workload, kind and age; `question.outcomes` are kinds. */
export async function debtItems(
  clickhouse: ClickHouse,
  question: OpenQuestion,
  after: DebtPlace | undefined,
): Promise<DebtItem[]> {
  const { indicator, outcomes, count, date } = question;
  const [agency, workload, kind, since, place] = after ?? beginning;
  const rows = await readAgencies(question, after && { agency, workload }, count, async (cut, missing) => {
    const owing = factsOn("workload", ["workload", "facts", "since"], { ...question, cut });
    const overdue = factsOn("finding", ["workload", "since"], { ...question, cut });
    return await clickhouse.read<Omit<DebtItem, "age_days" | "place"> & { place: string }>(
      `SELECT agency, workload, kind, since, place, facts
FROM (
  SELECT agency, workload, kind, since, facts, toUInt64(0) AS place
  FROM (
    SELECT *, ${workloadFacts}, (
${indicator.sql}
    ) AS kind
    FROM (${owing.sql})
  )
  WHERE kind IN {kinds:Array(String)}
  GROUP BY agency, workload, kind, since, facts HAVING sum(weight) != 0
  UNION ALL
  SELECT agency, workload, 'correction' AS kind, since, toUInt32(0) AS facts, arrayJoin(range(toUInt64(sum(weight)))) AS place
  FROM (${overdue.sql})
  WHERE 'correction' IN {kinds:Array(String)}
  GROUP BY agency, workload, since
)
WHERE (agency, workload, kind, since, place)
  > ({after_agency:String}, {after_workload:String}, {after_kind:String}, {after_since:Date32}, {after_place:UInt64})
ORDER BY agency, workload, kind, since, place LIMIT {count:UInt32}`,
      {
        ...owing.parameters,
        ...overdue.parameters,
        kinds: outcomes,
        after_kind: kind,
        after_since: since,
        after_place: place,
        count: missing,
      },
    );
  });
  const day = dayOf(date);
  return rows.map((row) => ({ ...row, place: Number(row.place), age_days: day - dayOf(row.since) }));
}
