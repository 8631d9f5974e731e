import type { ClickHouse } from "#db/clickhouse.ts";
import { readRegistryHistory, registryHistory } from "#read/revisions/registry-history.ts";
import { shareRevisions } from "#read/revisions/share-revisions.ts";
import { groupName } from "#read/groups.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
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
  for (const date of days) {
    if (date === context.days.today) continue;
    const dayEnd = await lastOfDay(clickhouse, date, vintage.sequence);
    const after =
      !isWhole && last && last.through > dayEnd.sequence ? { sequence: last.through, known_at: last.known_at } : dayEnd;
    if (after.sequence >= vintage.sequence) continue;
    // Each date follows the registry from the beginning.
    const history = registryHistory(entries);
    const revisions = await shareRevisions(clickhouse, history, { date, after, until: vintage.sequence });
    for (const { sequence, known_at, group, code, old, new: now, isOfRegistry } of revisions) {
      const about = groups.get(groupName(group));
      if (!about) continue;
      const head = [slices.of("revision", about), known_at.replace("T", " ").replace("Z", ""), date];
      const rest = [about.kind, about.id, about.name, about.member, code, old, now];
      await writer.add("revision_results", [...head, ...rest, isOfRegistry ? "registry" : "push", sequence]);
    }
  }
  if (!isWhole) await keepOtherDays(clickhouse, slices, { results: ["revision"], days: context.days.figures });
}

/** The last entry of the ledger that was known when a day ended. */
async function lastOfDay(
  clickhouse: ClickHouse,
  date: string,
  until: number,
): Promise<{ sequence: number; known_at: string }> {
  const end = `${dateOf(dayOf(date) + 1)}T00:00:00.000Z`;
  const [row] = await clickhouse.read<{ last: string; at: string }>(
    `SELECT max(sequence) AS last, max(known_at) AS at FROM @db.projected
    WHERE known_at < {end:DateTime64(3, 'UTC')} AND sequence <= {until:UInt64}`,
    { end, until },
  );
  const sequence = Number(row?.last ?? 0);
  // The engine knows no instant before 1900.
  return { sequence, known_at: sequence > 0 ? (row?.at ?? "") : "1900-01-01T00:00:00.000Z" };
}
