import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { classified, profileColumns } from "#indicators/withdrawal/classified.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import { scenarioParameters } from "../withdrawal-counts.ts";
import {
  addFamilyCounts,
  createGroupCounts,
  type CountedFamily,
  familyColumns,
  familyPools,
  type GroupCounts,
} from "./family-counts.ts";
import { changeParameters, knownChanges } from "./known-changes.ts";

/** `classesWithin` for all groups of a family. */
export async function scenarioCounts(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenario: Scenario,
  family: CountedFamily,
): Promise<GroupCounts<{ class: WithdrawalClass }>> {
  const question = { ...family, pools: familyPools(family) };
  const counts = createGroupCounts<{ class: WithdrawalClass }>(family.span.points.length);
  const source = {
    sql: classified(indicator, knownChanges("withdrawal", profileColumns, question, familyColumns(family))),
    parameters: { ...changeParameters(question), ...scenarioParameters(scenario) },
  };
  await addFamilyCounts(clickhouse, family, ["class"], source, counts);
  return counts;
}
