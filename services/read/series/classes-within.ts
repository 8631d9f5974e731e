import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { classified, profileColumns } from "#indicators/withdrawal/classified.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import { scenarioParameters } from "../withdrawal-counts.ts";
import { type Counts, countsWithin } from "./counts-within.ts";
import { type ChangeQuestion, changeParameters, knownChanges } from "./known-changes.ts";

/** How many workloads a scenario would put into which class, on each point. */
export async function classesWithin(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenario: Scenario,
  question: ChangeQuestion,
): Promise<Counts<{ class: WithdrawalClass }>[]> {
  const sql = classified(indicator, knownChanges("withdrawal", profileColumns, question));
  const parameters = { ...changeParameters(question), ...scenarioParameters(scenario) };
  return await countsWithin(clickhouse, ["class"], { sql, parameters }, question.span.points.length);
}
