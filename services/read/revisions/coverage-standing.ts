import type { ClickHouse } from "#db/clickhouse.ts";
import { covers, interval } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { type Share, shareOf } from "#indicators/share.ts";
import { dayOf } from "#schema/calendar.ts";
import { type Judge, readJudge } from "./agency-standing.ts";
import type { RegistryHistory } from "./registry-history.ts";

/** The indicators over agencies, by code. */
export type AgencyJudges = ReadonlyMap<string, Judge>;

export async function readAgencyJudges(clickhouse: ClickHouse): Promise<AgencyJudges> {
  const judges = new Map<string, Judge>();
  for (const indicator of catalogue.filter(({ unit }) => unit === "agency"))
    judges.set(indicator.code, await readJudge(clickhouse, indicator));
  return judges;
}

/** Follows the indicators over agencies on a date, for the agencies of any members. */
export interface CoverageStanding {
  /** Takes in how many pushes more of an agency, or fewer, count on the date. */
  add(agency: string, reports: number): void;
  figures(members: ReadonlySet<string>): Map<string, Share>;
}

/** `history` follows the ledger too. */
export function coverageStanding(
  judges: AgencyJudges,
  date: string,
  history: Pick<RegistryHistory, "state">,
): CoverageStanding {
  const day = dayOf(date);
  const reports = new Map<string, number>();
  return {
    add: (agency, more) => void reports.set(agency, (reports.get(agency) ?? 0) + more),
    figures(members) {
      const counted = [...history.state.agencies.values()].filter(({ member }) => members.has(member));
      return new Map(
        Array.from(judges, ([code, judge]) => {
          const outcomes = counted.map(({ id, registered_on, closed_on }) =>
            judge(covers(interval(registered_on, closed_on), day), (reports.get(id) ?? 0) > 0),
          );
          const count = (outcome: number): number => outcomes.filter((each) => each === outcome).length;
          const n = outcomes.filter((each) => each !== null).length;
          return [code, shareOf({ yes: count(2), unknown: count(1), n })];
        }),
      );
    },
  };
}
