import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { judgeEveryRow } from "#indicators/judge-every-row.ts";
import { classifiedByScenario } from "#indicators/several-scenarios.ts";
import { eachProfile, wordColumns } from "#indicators/withdrawal-words.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

export type ClassRow = CutRow & { class: WithdrawalClass; count: number };
export type ScenarioRow = ClassRow & { scenario: string };

/** How many workloads each of some scenarios, by name, would put into which class. */
export async function classesOn(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenarios: ReadonlyMap<string, Scenario>,
  question: FactQuestion,
): Promise<ScenarioRow[]> {
  if (scenarios.size === 0) return [];
  const columns = [...question.cut.columns, "scenario", "class"].join(", ");
  const source = factsOn("withdrawal", wordColumns, question);
  const names = [...scenarios.keys()];
  // All in one statement: to plan one takes longer than to judge some thousand profiles under three scenarios.
  const rows = await clickhouse.read<CutRow & { scenario: number; class: WithdrawalClass; count: string }>(
    `SELECT ${columns}, sum(weight) AS count
FROM (${classifiedByScenario(indicator, eachProfile(source.sql, question.cut.columns))})
GROUP BY ${columns} HAVING count != 0
${judgeEveryRow}`,
    { ...source.parameters, ...scenariosParameters([...scenarios.values()]) },
  );
  return rows.map((row) => ({
    ...cutOf(row),
    scenario: names[row.scenario - 1] ?? "",
    class: row.class,
    count: Number(row.count),
  }));
}

/** Lists of what `scenarioParameters` gives of each. */
function scenariosParameters(scenarios: readonly Scenario[]): QueryParameters {
  const each = scenarios.map(scenarioParameters);
  const listOf = (name: keyof ReturnType<typeof scenarioParameters>) => each.map((parameters) => parameters[name]);
  return {
    notice_minutes: listOf("notice_minutes"),
    providers: listOf("providers"),
    jurisdictions: listOf("jurisdictions"),
    withdrawn: listOf("withdrawn"),
  };
}

/** `withdrawn`: the scenario's names as `exposed_to` has them. */
export const scenarioParameters = ({ providers, jurisdictions, notice_minutes }: Scenario) => ({
  notice_minutes,
  providers,
  jurisdictions,
  withdrawn: [
    ...providers.map((provider) => `provider:${provider}`),
    ...jurisdictions.map((jurisdiction) => `jurisdiction:${jurisdiction}`),
  ],
});
