import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { deploySpeedOf, type DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import { cutFor } from "#read/cut.ts";
import { durationsOnDays } from "#read/durations-on-days.ts";
import { coalitionMembers, groupName } from "#read/groups.ts";
import { type CalculationContext, type Family, isLatest, isListed, type ReasonsByGroup, rowHead } from "./context.ts";
import { groupKey, type ResultGroup } from "./result-groups.ts";

const indicators = catalogue.filter(({ form }) => form === "duration");
/** Rows of facts, each counted once for each day, of which the durations are read together. */
const rowsTogether = 50_000;

/** DEPLOY_SPEED of a family on some days: the median as value, the quartiles as its ends. */
export async function writeDurations(
  context: CalculationContext,
  family: Family,
  days: readonly string[],
  reasons: ReasonsByGroup,
): Promise<void> {
  const { clickhouse, standpoint, slices } = context;
  const { vintage, registry } = standpoint;
  for (const group of family) slices.of("duration", group);
  const groups = family.map(({ group }) => group);
  const most = Math.max(
    1,
    Math.floor(rowsTogether / Math.max(1, await countDeployments(clickhouse, vintage.sequence))),
  );
  for (const together of daysOfOneCoalition(context, days, most)) {
    const cut = cutFor(groups, registry, together[0] ?? "");
    for (const indicator of indicators) {
      const rows = await durationsOnDays(clickhouse, indicator, { days: together, vintage, cut });
      for (const date of together) {
        const counts = new Map<string, DurationCount[]>();
        for (const row of rows.get(date) ?? [])
          for (const group of cut.groupsOf(row)) {
            const found = counts.get(groupName(group)) ?? [];
            if (found.push(row) === 1) counts.set(groupName(group), found);
          }
        for (const group of family)
          if (isListed(group, date, reasons))
            await writeDuration(context, group, { code: indicator.code, date, reasons }, counts.get(groupKey(group)));
      }
    }
  }
}

async function writeDuration(
  context: CalculationContext,
  group: ResultGroup,
  { code, date, reasons }: { code: string; date: string; reasons: ReasonsByGroup },
  counts: readonly DurationCount[] = [],
): Promise<void> {
  const { n, events, inconsistent, p25, median, p75 } = deploySpeedOf(counts);
  // What speaks against every figure of the group comes before an empty denominator of this one.
  const ofGroup = reasons.get(groupKey(group))?.get(date);
  const isOfGroup = ofGroup === "not-a-member" || ofGroup === "nothing-reported";
  const reason = isOfGroup ? ofGroup : n === 0 ? "empty-denominator" : "";
  const head = rowHead(context, "duration", group, date);
  const rest = [code, median, p25, p75, n, "days", reason, events, inconsistent, isLatest(context, date)];
  await context.writer.add("figure_results", [...head, ...rest]);
}

async function countDeployments(clickhouse: ClickHouse, sequence: number): Promise<number> {
  const [row] = await clickhouse.read<{ rows: string }>(
    "SELECT count() AS rows FROM @db.facts WHERE kind = 'deployment' AND sequence <= {sequence:UInt64}",
    { sequence },
  );
  return Number(row?.rows ?? 0);
}

/** Some days at a time, ascending, at most so many, on which the same members belong: rows of each of them make up the same groups. */
function daysOfOneCoalition(
  { standpoint: { registry } }: CalculationContext,
  days: readonly string[],
  most: number,
): string[][] {
  const together: { days: string[]; members: string }[] = [];
  for (const day of days) {
    const members = [...coalitionMembers(registry, day)].join(" ");
    const last = together.at(-1);
    if (last && last.members === members && last.days.length < most) last.days.push(day);
    else together.push({ days: [day], members });
  }
  return together.map((each) => each.days);
}
