import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { stockMeasures, stockSums, type Sums } from "#indicators/measures.ts";
import { datedFacts, type EntriesAfter, type FollowedDate } from "./dated-facts.ts";
import type { EntryAt } from "./registry-history.ts";

/** What is more or less on a date: in the sums over a member's workloads, or in how many pushes of an agency count. */
export type DatedChange = { date: string; sequence: number; member: string } & (
  | { sums: Sums }
  | { agency: string; reports: number }
);

type Row = { date: string; sequence?: string; member: string };

/** What the entries of a range changed on each date; without a range, what all before did, of sequence 0. */
export async function datedChanges(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  followed: readonly FollowedDate[],
  range?: EntriesAfter,
): Promise<DatedChange[]> {
  const columns = ["member", ...(range ? ["sequence"] : [])];
  const keys = ["date", ...columns];
  const workloads = datedFacts(["workload"], [...columns, "facts", "since"], followed, range);
  const reports = datedFacts(["coverage"], [...columns, "agency"], followed, range);
  const [ofWorkloads, ofAgencies] = await Promise.all([
    clickhouse.read<Row & Record<string, string>>(stockSums(indicators, keys, workloads.sql), workloads.parameters),
    clickhouse.read<Row & { agency: string; reports: string }>(
      `SELECT ${keys.join(", ")}, agency, sum(weight) AS reports FROM (${reports.sql}) GROUP BY ${keys.join(", ")}, agency`,
      reports.parameters,
    ),
  ]);
  const about = ({ date, sequence, member }: Row) => ({ date, member, sequence: Number(sequence ?? 0) });
  const measures = stockMeasures(indicators).map(({ name }) => name);
  return [
    ...ofWorkloads.map((row) => ({
      ...about(row),
      // 64-bit sums arrive as texts.
      sums: Object.fromEntries(measures.map((name) => [name, Number(row[name])])),
    })),
    ...ofAgencies.map((row) => ({ ...about(row), agency: row.agency, reports: Number(row.reports) })),
  ];
}

/** The next entries that changed anything on any of the dates, at most `count`. */
export async function changingEntries(
  clickhouse: ClickHouse,
  followed: readonly FollowedDate[],
  { count, ...range }: EntriesAfter & { count: number },
): Promise<EntryAt[]> {
  const { sql, parameters } = datedFacts(["workload", "coverage"], ["sequence", "known_at"], followed, range);
  const rows = await clickhouse.read<{ sequence: string; known_at: string }>(
    `SELECT DISTINCT sequence, known_at FROM (${sql}) ORDER BY sequence LIMIT {count:UInt32}`,
    { ...parameters, count },
  );
  return rows.map(({ sequence, known_at }) => ({ sequence: Number(sequence), known_at }));
}
