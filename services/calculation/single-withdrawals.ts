import { nobody, precomputedNotices } from "#indicators/single-withdrawals.ts";
import { noticeCounts, withdrawalSums, type WithdrawingName } from "#read/every-withdrawal.ts";
import type { CountedFamily } from "#read/series/family-counts.ts";
import { dateOf } from "#schema/calendar.ts";
import { type CalculationContext, type Family, isLatest, rowHead } from "./context.ts";
import { groupKey } from "./result-groups.ts";
import { slicesOf } from "./work-of.ts";

/** One that may withdraw by itself. */
export interface Subject extends WithdrawingName {
  name: string;
}

/** Rows of one statement: one a group, name and point at most. */
const rowsTogether = 6_000;

/** What the withdrawal of each subject would do to some groups: under each notice that is precomputed, on each point. */
export async function writeSingleWithdrawals(
  context: CalculationContext,
  groups: Family,
  counted: CountedFamily,
  subjects: readonly Subject[],
): Promise<void> {
  const { clickhouse, slices, writer } = context;
  const { points } = counted.span;
  for (const group of groups) slices.of("withdrawal", group);
  const everybody = await withdrawalSums(clickhouse, counted, Object.values(nobody));
  const together = Math.max(1, Math.floor(rowsTogether / (groups.length * points.length)));
  for (const some of slicesOf(subjects, together)) {
    const names = some.map(({ kind, id }) => `${nobody[kind]}${id}`);
    const named = await withdrawalSums(clickhouse, counted, names);
    for (const group of groups) {
      // Of a function without a critical workload there is nothing to say.
      if (group.kind === "function" && !everybody.has(groupKey(group))) continue;
      for (const subject of some) {
        for (const [at, day] of points.entries()) {
          const date = dateOf(day);
          const counts = noticeCounts(groupKey(group), subject, at, { everybody, named });
          const head = rowHead(context, "withdrawal", group, date);
          const rest = [subject.kind, subject.id, subject.name, precomputedNotices, counts, isLatest(context, date)];
          await writer.add("withdrawal_results", [...head, ...rest]);
        }
      }
    }
  }
}
