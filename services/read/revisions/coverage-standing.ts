import type { ClickHouse } from "#db/clickhouse.ts";
import { covers, interval } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { type Share, shareOf } from "#indicators/share.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Cut } from "../cut.ts";
import { factsOn } from "../fact-source.ts";
import { readJudge } from "./agency-standing.ts";
import { byEntry } from "./by-entry.ts";
import type { EntryAt, RegistryHistory } from "./registry-history.ts";

/** Follows the indicators over agencies entry by entry, for the agencies of any members. */
export interface CoverageStanding {
  /** Reads what the entries of a range change; before the first range, what all before it said. */
  read(range: { after: EntryAt; until: number }): Promise<void>;
  /** Takes in one entry of the range, and gives the members of whose agencies something changed. */
  step(sequence: number): string[];
  figures(members: ReadonlySet<string>): Map<string, Share>;
}

const indicators = catalogue.filter(({ unit }) => unit === "agency");
const everywhere: Cut = { columns: ["member", "agency", "sequence"], scope: "1", parameters: {}, groupsOf: () => [] };

/** `history` follows the ledger too. */
export async function coverageStanding(
  clickhouse: ClickHouse,
  date: string,
  history: Pick<RegistryHistory, "state">,
  start: EntryAt,
): Promise<CoverageStanding> {
  const judges = new Map<string, Awaited<ReturnType<typeof readJudge>>>();
  for (const indicator of indicators) judges.set(indicator.code, await readJudge(clickhouse, indicator));
  const day = dayOf(date);
  const reports = new Map<string, number>();

  type Row = { agency: string; member: string; sequence: number; reports: number };
  const rowsOf = async (until: number, after?: EntryAt): Promise<Row[]> => {
    const cut: Cut = after ? everywhere : { ...everywhere, columns: ["member", "agency"] };
    const source = factsOn("coverage", [], { date, vintage: { sequence: until }, cut, ...(after && { after }) });
    const keys = cut.columns.join(", ");
    const rows = await clickhouse.read<Omit<Row, "sequence" | "reports"> & { sequence?: string; reports: string }>(
      `SELECT ${keys}, sum(weight) AS reports FROM (${source.sql}) GROUP BY ${keys}`,
      source.parameters,
    );
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence ?? 0), reports: Number(row.reports) }));
  };
  const add = (row: Row): void => void reports.set(row.agency, (reports.get(row.agency) ?? 0) + row.reports);
  if (start.sequence > 0) for (const row of await rowsOf(start.sequence)) add(row);
  let rows = new Map<number, Row[]>();

  return {
    async read({ after, until }) {
      rows = byEntry(await rowsOf(until, after));
    },
    step(sequence) {
      const changed = rows.get(sequence) ?? [];
      for (const row of changed) add(row);
      return changed.map(({ member }) => member);
    },
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
