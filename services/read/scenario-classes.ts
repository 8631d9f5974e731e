import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { precomputedNotices } from "#indicators/single-withdrawals.ts";
import type { Scenario } from "#schema/parties.ts";
import type { FactQuestion } from "./fact-source.ts";
import { precomputedClassesOn, readWithdrawalMark, type SingleWithdrawal } from "./withdrawal-aggregates.ts";
import { classesOn, type ScenarioRow } from "./withdrawal-counts.ts";

/**
 * What `classesOn` counts, in rows that add up to its rows. A scenario that is precomputed is not counted again: only what became
 * known since is added from the facts.
 */
export async function scenarioClassesOn(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenarios: ReadonlyMap<string, Scenario>,
  question: FactQuestion,
): Promise<ScenarioRow[]> {
  const singles = [...scenarios].flatMap(([name, scenario]) => {
    const single = singleWithdrawal(scenario);
    return single ? [{ name, single }] : [];
  });
  const mark = singles.length > 0 ? await readWithdrawalMark(clickhouse, question.vintage.sequence) : undefined;
  if (!mark) return await classesOn(clickhouse, indicator, scenarios, question);
  const isPrecomputed = new Set(singles.map(({ name }) => name));
  const those = (is: boolean) => new Map([...scenarios].filter(([name]) => isPrecomputed.has(name) === is));
  const parts = await Promise.all([
    ...singles.map(async ({ name, single }) => {
      const rows = await precomputedClassesOn(clickhouse, single, { ...question, vintage: mark });
      return rows.map((row): ScenarioRow => ({ ...row, scenario: name }));
    }),
    classesOn(clickhouse, indicator, those(true), { ...question, after: mark }),
    classesOn(clickhouse, indicator, those(false), question),
  ]);
  return parts.flat();
}

/** A scenario as one of those that are precomputed; undefined for one that is not. */
function singleWithdrawal({ providers, jurisdictions, notice_minutes }: Scenario): SingleWithdrawal | undefined {
  const notice = precomputedNotices.find((minutes) => minutes === notice_minutes);
  const [provider, jurisdiction] = [providers[0], jurisdictions[0]];
  if (notice === undefined || providers.length + jurisdictions.length !== 1) return undefined;
  if (provider !== undefined) return { kind: "provider", id: provider, notice_minutes: notice };
  if (jurisdiction !== undefined) return { kind: "jurisdiction", id: jurisdiction, notice_minutes: notice };
  return undefined;
}
