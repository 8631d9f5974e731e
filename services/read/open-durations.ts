import type { ClickHouse } from "#db/clickhouse.ts";
import type { DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import { factsOn } from "./fact-source.ts";
import { type AfterAny, afterWorkload, type OpenedRow, type OpenQuestion } from "./open-question.ts";
import { readAgencies } from "./open-scope.ts";

interface DurationRow {
  agency: string;
  workload: string;
  outcome: DurationCount["outcome"];
  days: string;
  since: string;
  event_on: string;
  ended_on: string;
}

/** The workloads behind DEPLOY_SPEED: how many days each took, or has waited. */
export async function openDurations(
  clickhouse: ClickHouse,
  question: OpenQuestion,
  after: AfterAny,
): Promise<OpenedRow[]> {
  const { indicator, outcomes, count } = question;
  const rows = await readAgencies(question, after, count, async (cut, missing) => {
    const source = factsOn("deployment", ["workload", "since", "event_on", "ended_on"], { ...question, cut });
    return await clickhouse.read<DurationRow>(
      `SELECT agency, workload, judged.1 AS outcome, judged.2 AS days, since, event_on, ended_on
FROM (
  SELECT *, {date:Date32} AS day, (
${indicator.sql}
  ) AS judged
  FROM (${source.sql})
)
WHERE outcome IN {outcomes:Array(String)} AND ${afterWorkload}
GROUP BY agency, workload, judged, since, event_on, ended_on HAVING sum(weight) != 0
ORDER BY agency, workload LIMIT {count:UInt32}`,
      { ...source.parameters, outcomes, count: missing },
    );
  });
  return rows.map(({ agency, workload, outcome, days, since, event_on, ended_on }) => ({
    agency,
    workload,
    outcome,
    days: Number(days),
    facts: { initiated_on: since, trustworthy_on: dayOrNull(event_on), retired_on: dayOrNull(ended_on) },
  }));
}

/** `facts` has a day after every day for "never". */
const dayOrNull = (date: string): string | null => (date < "2200" ? date : null);
