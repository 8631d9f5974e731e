import type { ClickHouse } from "#db/clickhouse.ts";
import { covers, interval, type RegistryState } from "#derivation/registry-state.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { shareOf } from "#indicators/share.ts";
import { dayOf } from "#schema/calendar.ts";
import { byEntry } from "./by-entry.ts";
import { type FactQuestion, factsOn } from "../fact-source.ts";
import { countingMembers, cutOfScope, type RevisionScope } from "./revision-scope.ts";
import type { RegistryHistory } from "./registry-history.ts";
import type { Standing } from "./standing.ts";

interface CountedAgency {
  id: string;
  is_registered: boolean;
}

type Judge = (is_registered: boolean, has_reported: boolean) => number | null;

/** Follows the figure of an indicator over agencies, COVERAGE, whose population the registry makes. */
export async function agencyStanding(
  clickhouse: ClickHouse,
  { indicator, scope }: { indicator: Indicator; scope: RevisionScope },
  history: Pick<RegistryHistory, "state">,
): Promise<Standing> {
  const judge = await readJudge(clickhouse, indicator);
  /** Above 0 where a push counts on the date. */
  let reports = new Map<string, number>();
  let agencies = countedAgencies(scope, history.state);

  const rowsOf = async (until: number, after?: FactQuestion["after"]) => {
    const cut = cutOfScope(scope, ["sequence", "agency"]);
    const source = factsOn("coverage", [], {
      date: scope.date,
      vintage: { sequence: until },
      cut,
      ...(after && { after }),
    });
    const rows = await clickhouse.read<{ agency: string; sequence: string; reports: string }>(
      `SELECT agency, sequence, sum(weight) AS reports FROM (${source.sql}) GROUP BY agency, sequence`,
      source.parameters,
    );
    return rows.map((row) => ({ agency: row.agency, sequence: Number(row.sequence), reports: Number(row.reports) }));
  };
  const add = (row: { agency: string; reports: number }): void =>
    void reports.set(row.agency, (reports.get(row.agency) ?? 0) + row.reports);

  return {
    kinds: ["coverage"],
    async restart(sequence) {
      reports = new Map();
      agencies = countedAgencies(scope, history.state);
      if (sequence > 0) for (const row of await rowsOf(sequence)) add(row);
    },
    async read({ after, until }) {
      const rows = byEntry(await rowsOf(until, after));
      return (sequence) => {
        const changed = rows.get(sequence) ?? [];
        for (const row of changed) add(row);
        return changed.length > 0;
      };
    },
    registryChanged() {
      agencies = countedAgencies(scope, history.state);
    },
    figure() {
      const outcomes = agencies.map(({ id, is_registered }) => judge(is_registered, (reports.get(id) ?? 0) > 0));
      const count = (outcome: number): number => outcomes.filter((each) => each === outcome).length;
      return shareOf({ yes: count(2), unknown: count(1), n: outcomes.filter((each) => each !== null).length });
    },
  };
}

function countedAgencies(scope: RevisionScope, registry: RegistryState): CountedAgency[] {
  const { group, date } = scope;
  const members = countingMembers(scope, registry);
  const day = dayOf(date);
  return [...registry.agencies.values()]
    .filter(({ id, member }) => members.has(member) && (group.kind !== "agency" || id === group.id))
    .map(({ id, registered_on, closed_on }) => ({
      id,
      is_registered: covers(interval(registered_on, closed_on), day),
    }));
}

/** The indicator's own judgement of every kind of agency that there is. */
async function readJudge(clickhouse: ClickHouse, { sql }: Indicator): Promise<Judge> {
  const rows = await clickhouse.read<{ is_registered: number; has_reported: number; outcome: number | null }>(
    `SELECT is_registered, has_reported, (
${sql}
    ) AS outcome
    FROM (SELECT arrayJoin([(0, 0), (0, 1), (1, 0), (1, 1)]) AS pair, pair.1 AS is_registered, pair.2 AS has_reported)`,
  );
  const key = (is_registered: boolean | number, has_reported: boolean | number): number =>
    2 * Number(is_registered) + Number(has_reported);
  const outcomes = new Map(rows.map((row) => [key(row.is_registered, row.has_reported), row.outcome]));
  return (is_registered, has_reported) => outcomes.get(key(is_registered, has_reported)) ?? null;
}
