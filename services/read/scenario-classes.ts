import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { precomputedNotices } from "#indicators/single-withdrawals.ts";
import type { Scenario } from "#schema/parties.ts";
import type { FactQuestion } from "./fact-source.ts";
import { precomputedClassesOn, readWithdrawalMark, type SingleWithdrawal } from "./withdrawal-aggregates.ts";
import { type ClassRow, classesOn } from "./withdrawal-counts.ts";

/**
 * What `classesOn` counts, in rows that add up to its rows. A scenario that is precomputed is not counted again: only what became
 * known since is added from the facts.
 */
export async function scenarioClassesOn(
  clickhouse: ClickHouse,
  indicator: Indicator,
  scenario: Scenario,
  question: FactQuestion,
): Promise<ClassRow[]> {
  const single = singleWithdrawal(scenario);
  const mark = single && (await readWithdrawalMark(clickhouse, question.vintage.sequence));
  if (!mark) return await classesOn(clickhouse, indicator, scenario, question);
  const parts = await Promise.all([
    precomputedClassesOn(clickhouse, single, { ...question, vintage: mark }),
    classesOn(clickhouse, indicator, scenario, { ...question, after: mark }),
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
