import type { ClickHouse } from "#db/clickhouse.ts";
import { agencyOutcomes } from "./agency-outcomes.ts";
import type { OpenedRow, OpenQuestion } from "./open-question.ts";
import { agenciesOf } from "./open-scope.ts";

/** The agencies behind COVERAGE: those registered on the date, and whether a push of the last 92 days counts. */
export async function openAgencies(
  clickhouse: ClickHouse,
  { indicator, date, vintage, registry, group, outcomes, count }: OpenQuestion,
  after: string | undefined,
): Promise<Omit<OpenedRow, "workload">[]> {
  const judged = await agencyOutcomes(clickhouse, indicator, registry, { date, vintage });
  const outcomeOf = new Map(judged.map(({ agency, outcome }) => [agency, outcome]));
  return agenciesOf(group, registry, date)
    .filter((agency) => after === undefined || agency > after)
    .flatMap((agency) => {
      const outcome = outcomeOf.get(agency);
      if (!outcome || !outcomes.includes(outcome)) return [];
      return [{ agency, outcome, facts: { is_registered: "yes", has_reported: outcome } }];
    })
    .slice(0, count);
}
