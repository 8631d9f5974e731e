import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { judgeEveryRow } from "#indicators/judge-every-row.ts";
import { classified } from "#indicators/withdrawal/classified.ts";
import { eachProfile, wordColumns } from "#indicators/withdrawal-words.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

export type ClassRow = CutRow & { class: WithdrawalClass; count: number };

/** How many workloads a scenario would put into which class. */
export async function classesOn(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenario: Scenario,
  question: FactQuestion,
): Promise<ClassRow[]> {
  const { columns } = question.cut;
  const source = factsOn("withdrawal", wordColumns, question);
  const rows = await clickhouse.read<CutRow & { class: WithdrawalClass; count: string }>(
    `SELECT ${[...columns, "class", "sum(weight) AS count"].join(", ")}
FROM (${classified(indicator, eachProfile(source.sql, columns))})
GROUP BY ${[...columns, "class"].join(", ")} HAVING count != 0
${judgeEveryRow}`,
    { ...source.parameters, ...scenarioParameters(scenario) },
  );
  return rows.map((row) => ({ ...cutOf(row), class: row.class, count: Number(row.count) }));
}

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
