import { cutFor } from "#read/cut.ts";
import { type AgeBand, debtAgesOn } from "#read/debt-ages.ts";
import type { DebtItemKind } from "#read/debt-items.ts";
import { groupName } from "#read/groups.ts";
import { type CalculationContext, type Family, rowHead } from "./context.ts";
import { groupKey } from "./result-groups.ts";

interface Ages {
  kind: DebtItemKind;
  band: AgeBand;
  items: number;
  oldest: number;
}

/** How long open items have run today. */
export async function writeDebtAges(context: CalculationContext, family: Family): Promise<void> {
  const { clickhouse, standpoint, slices, writer, days } = context;
  const { vintage, registry } = standpoint;
  const date = days.today;
  for (const group of family) slices.of("debt-age", group);
  const groups = family.map(({ group }) => group);
  const cut = cutFor(groups, registry, date);
  const ages = new Map<string, Map<string, Ages>>();
  const rows = await debtAgesOn(clickhouse, { date, vintage, cut });
  for (const { kind, age_band: band, items, oldest_days, ...row } of rows) {
    for (const group of cut.groupsOf(row)) {
      const ofGroup = ages.get(groupName(group)) ?? new Map<string, Ages>();
      ages.set(groupName(group), ofGroup);
      const found = ofGroup.get(`${kind} ${band}`) ?? { kind, band, items: 0, oldest: 0 };
      ofGroup.set(`${kind} ${band}`, found);
      found.items += items;
      found.oldest = Math.max(found.oldest, oldest_days);
    }
  }
  for (const group of family) {
    for (const { kind, band, items, oldest } of ages.get(groupKey(group))?.values() ?? []) {
      const head = rowHead(context, "debt-age", group, date);
      // Only findings have a due date, and they are there while they are past it.
      await writer.add("debt_age_results", [...head, kind, band, items, oldest, kind === "correction" ? items : 0]);
    }
  }
}
