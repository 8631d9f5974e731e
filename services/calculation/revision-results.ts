import type { ClickHouse } from "#db/clickhouse.ts";
import type { FollowedDate } from "#read/revisions/dated-facts.ts";
import { readRegistryHistory } from "#read/revisions/registry-history.ts";
import { shareRevisions } from "#read/revisions/share-revisions.ts";
import { groupName } from "#read/groups.ts";
import type { CalculationContext } from "./context.ts";
import { keepOtherDays } from "./keep-other-days.ts";
import type { LastCalculation } from "./last-calculation.ts";
import { coalitionGroup, groupKey, memberGroups } from "./result-groups.ts";
import type { Work } from "./work-of.ts";

/** How shares of month ends changed after their day: those that became so since the last calculation beside those of before. */
export async function writeRevisions(
  context: CalculationContext,
  { isWhole, days }: Work,
  last: LastCalculation | undefined,
): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { vintage, registry } = standpoint;
  const groups = new Map([coalitionGroup, ...memberGroups(registry)].map((group) => [groupKey(group), group]));
  if (isWhole) for (const group of groups.values()) slices.of("revision", group);
  const { entries } = await readRegistryHistory(clickhouse, vintage.sequence);
  const dates = days.filter((date) => date !== context.days.today);
  const dayEnds = await lastOfDays(clickhouse, dates, vintage.sequence);
  const followed = dayEnds.map(({ date, after }): FollowedDate => ({
    date,
    after:
      !isWhole && last && last.through > after.sequence ? { sequence: last.through, known_at: last.known_at } : after,
  }));
  const changed = followed.filter(({ after }) => after.sequence < vintage.sequence);
  for await (const revisions of shareRevisions(clickhouse, entries, changed, vintage.sequence))
    for (const { sequence, known_at, date, group, code, old, new: now, isOfRegistry } of revisions) {
      const about = groups.get(groupName(group));
      if (!about) continue;
      const head = [slices.of("revision", about), known_at.replace("T", " ").replace("Z", ""), date];
      const rest = [about.kind, about.id, about.name, about.member, code, old, now];
      await writer.add("revision_results", [...head, ...rest, isOfRegistry ? "registry" : "push", sequence]);
    }
  if (!isWhole) await keepOtherDays(clickhouse, slices, { results: ["revision"], days: context.days.figures });
}

/** The last entry of the ledger that was known when each day ended. */
async function lastOfDays(clickhouse: ClickHouse, dates: readonly string[], until: number): Promise<FollowedDate[]> {
  const rows = await clickhouse.read<{ date: string; last: string; at: string }>(
    `SELECT date, max(sequence) AS last, max(known_at) AS at
    FROM (
      SELECT sequence, known_at,
        arrayJoin(arrayFilter(each -> known_at < toDateTime64(addDays(each, 1), 3, 'UTC'), {dates:Array(Date32)})) AS date
      FROM @db.projected WHERE sequence <= {until:UInt64}
    )
    GROUP BY date`,
    { dates, until },
  );
  const found = new Map(rows.map(({ date, last, at }) => [date, { sequence: Number(last), known_at: at }]));
  // The engine knows no instant before 1900.
  return dates.map((date) => ({
    date,
    after: found.get(date) ?? { sequence: 0, known_at: "1900-01-01T00:00:00.000Z" },
  }));
}
