import type { ClickHouse } from "#db/clickhouse.ts";
import { workloadFacts } from "#indicators/unpacked-facts.ts";
import { factsOn } from "./fact-source.ts";
import { answerWords, factNamesOf, factWords } from "./fact-words.ts";
import { type AfterAny, afterWorkload, type OpenedRow, type OpenQuestion } from "./open-question.ts";
import { readAgencies } from "./open-scope.ts";

/** The workloads behind a share: `yes` counts in both of its ends, `unknown` in the upper one, `no` in the denominator only. */
export async function openShares(
  clickhouse: ClickHouse,
  question: OpenQuestion,
  after: AfterAny,
): Promise<OpenedRow[]> {
  const { indicator, outcomes, count } = question;
  const looked = factNamesOf(indicator);
  const rows = await readAgencies(question, after, count, async (cut, missing) => {
    const source = factsOn("workload", ["workload", "facts"], { ...question, cut });
    return await clickhouse.read<{ agency: string; workload: string; facts: number; outcome: number }>(
      `SELECT agency, workload, facts, outcome
FROM (
  SELECT *, ${workloadFacts}, (
${indicator.sql}
  ) AS outcome
  FROM (${source.sql})
)
WHERE outcome IN {outcomes:Array(Int8)} AND ${afterWorkload}
GROUP BY agency, workload, facts, outcome HAVING sum(weight) != 0
ORDER BY agency, workload LIMIT {count:UInt32}`,
      {
        ...source.parameters,
        outcomes: outcomes.map((outcome) => answerWords.findIndex((word) => word === outcome)),
        count: missing,
      },
    );
  });
  return rows.map(({ agency, workload, facts, outcome }) => ({
    agency,
    workload,
    outcome: answerWords[outcome] ?? "unknown",
    facts: factWords(facts, looked),
  }));
}
