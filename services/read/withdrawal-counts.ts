import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn, withdrawalFacts } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

export type ClassRow = CutRow & { class: WithdrawalClass; count: number };

const profileColumns = [
  "facts",
  "exposed_to",
  "fallback_providers",
  "fallback_jurisdictions",
  "fallback_tested_minutes",
  "fallback_declared_minutes",
];

/** How many workloads a scenario would put into which class. */
export async function classesOn(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenario: Scenario,
  question: FactQuestion,
): Promise<ClassRow[]> {
  const { columns } = question.cut;
  const source = factsOn("withdrawal", profileColumns, question);
  const rows = await clickhouse.read<CutRow & { class: WithdrawalClass; count: string }>(
    `SELECT ${[...columns, "class", "sum(weight) AS count"].join(", ")}
FROM (${classified(indicator, source.sql)})
GROUP BY ${[...columns, "class"].join(", ")} HAVING count != 0`,
    { ...source.parameters, ...scenarioParameters(scenario) },
  );
  return rows.map((row) => ({ ...cutOf(row), class: row.class, count: Number(row.count) }));
}

/** A subquery that adds each row's `class` under a scenario to a source of kind `withdrawal`. */
export const classified = ({ sql }: Indicator, source: string): string => `
  SELECT *, ${withdrawalFacts},
    {notice_minutes:Int64} AS notice_minutes,
    {providers:Array(String)} AS providers,
    {jurisdictions:Array(String)} AS jurisdictions,
    {withdrawn:Array(String)} AS withdrawn,
    arrayMap((provider, jurisdiction) -> (provider != '' AND has(providers, provider))
      OR (jurisdiction != '' AND has(jurisdictions, jurisdiction)), fallback_providers, fallback_jurisdictions) AS fallback_withdrawn,
    arrayMap((withdrawn, provider, jurisdiction) -> NOT withdrawn AND jurisdiction = ''
      AND (provider = '' OR notEmpty(jurisdictions)), fallback_withdrawn, fallback_providers, fallback_jurisdictions) AS fallback_doubtful,
    arrayMap((withdrawn, doubtful) -> NOT withdrawn AND NOT doubtful, fallback_withdrawn, fallback_doubtful) AS fallback_viable,
    (
${sql}
    ) AS class
  FROM (${source})`;

/** `withdrawn`: the scenario's names as `exposed_to` has them. */
export const scenarioParameters = ({ providers, jurisdictions, notice_minutes }: Scenario): QueryParameters => ({
  notice_minutes,
  providers,
  jurisdictions,
  withdrawn: [
    ...providers.map((provider) => `provider:${provider}`),
    ...jurisdictions.map((jurisdiction) => `jurisdiction:${jurisdiction}`),
  ],
});
