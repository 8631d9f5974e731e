import type { ClickHouse } from "#db/clickhouse.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { covers, interval } from "#derivation/registry-state.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { dayOf } from "#schema/calendar.ts";
import type { FactQuestion } from "./fact-source.ts";

/** How an indicator over agencies judged one of them; an agency outside its population is absent. */
export interface AgencyOutcome {
  agency: string;
  member: string;
  outcome: "yes" | "unknown" | "no";
}

const names = ["no", "unknown", "yes"] as const;

/** `alsoReporting` are agencies that would have reported with a push that is not stored. */
export async function agencyOutcomes(
  clickhouse: ClickHouse,
  indicator: Indicator,
  registry: RegistryState,
  { date, vintage, alsoReporting = [] }: Pick<FactQuestion, "date" | "vintage"> & { alsoReporting?: readonly string[] },
): Promise<AgencyOutcome[]> {
  const agencies = [...registry.agencies.values()];
  if (agencies.length === 0) return [];
  const rows = await clickhouse.read<{ agency: string; outcome: number }>(
    `SELECT agency, outcome
    FROM (
      SELECT agency, (
${indicator.sql}
      ) AS outcome
      FROM (
        SELECT agency, is_registered, agency IN (
            SELECT agency FROM @db.facts
            WHERE kind = 'coverage' AND valid_from <= {date:Date32} AND {date:Date32} < valid_until
              AND sequence <= {sequence:UInt64}
            GROUP BY agency HAVING sum(sign) > 0
          ) OR agency IN {also_reporting:Array(String)} AS has_reported
        FROM (SELECT arrayJoin(arrayZip({agencies:Array(String)}, {registered:Array(UInt8)})) AS pair,
          pair.1 AS agency, pair.2 AS is_registered)
      )
    )
    WHERE outcome IS NOT NULL`,
    {
      date,
      sequence: vintage.sequence,
      agencies: agencies.map(({ id }) => id),
      registered: agencies.map(({ registered_on, closed_on }) =>
        Number(covers(interval(registered_on, closed_on), dayOf(date))),
      ),
      also_reporting: [...alsoReporting],
    },
  );
  return rows.map(({ agency, outcome }) => ({
    agency,
    member: registry.agencies.get(agency)?.member ?? "",
    outcome: names[outcome as 0 | 1 | 2],
  }));
}
