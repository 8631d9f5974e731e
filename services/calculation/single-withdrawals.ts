import { precomputedNotices } from "#indicators/single-withdrawals.ts";
import { cutFor } from "#read/cut.ts";
import { everyWithdrawalOn, noticeCounts } from "#read/every-withdrawal.ts";
import { type CalculationContext, type Family, isLatest, rowHead } from "./context.ts";
import { groupKey } from "./result-groups.ts";

/** One that may withdraw by itself. */
export interface Subject {
  kind: "provider" | "jurisdiction";
  id: string;
  name: string;
}

/** What the withdrawal of each subject would do to some groups on a date: under each notice that is precomputed. */
export async function writeSingleWithdrawals(
  context: CalculationContext,
  { family, date, subjects }: { family: Family; date: string; subjects: readonly Subject[] },
): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  for (const group of family) slices.of("withdrawal", group);
  const groups = family.map(({ group }) => group);
  const cut = cutFor(groups, standpoint.registry, date);
  const counted = await everyWithdrawalOn(clickhouse, { date, vintage: standpoint.vintage, cut });
  for (const group of family) {
    const names = counted.get(groupKey(group));
    // Of a function without a critical workload there is nothing to say.
    if (group.kind === "function" && !names) continue;
    for (const subject of subjects) {
      const counts = noticeCounts(names, subject);
      const head = rowHead(context, "withdrawal", group, date);
      const rest = [subject.kind, subject.id, subject.name, precomputedNotices, counts, isLatest(context, date)];
      await writer.add("withdrawal_results", [...head, ...rest]);
    }
  }
}
