import { factNames, notReportedWithin } from "#read/not-reported.ts";
import type { CountedFamily } from "#read/series/family-counts.ts";
import { dateOf } from "#schema/calendar.ts";
import { type CalculationContext, type Family, isLatest, isListed, type ReasonsByGroup, rowHead } from "./context.ts";
import { groupKey } from "./result-groups.ts";

/** Which facts are not reported, of those groups of a family that are asked for. */
export async function writeNotReported(
  context: CalculationContext,
  groups: Family,
  counted: CountedFamily,
  reasons: ReasonsByGroup,
): Promise<void> {
  const { clickhouse, slices, writer } = context;
  for (const group of groups) slices.of("not-reported", group);
  const counts = await notReportedWithin(clickhouse, counted);
  for (const group of groups) {
    const found = new Map(counts.of(groupKey(group)).map((each) => [`${each.key.fact} ${each.key.of}`, each.counts]));
    for (const [at, day] of counted.span.points.entries()) {
      const date = dateOf(day);
      if (!isListed(group, date, reasons)) continue;
      for (const fact of factNames) {
        const [workloads = 0, not_reported = 0] = ["workloads", "not_reported"].map(
          (of) => found.get(`${fact} ${of}`)?.[at],
        );
        const head = rowHead(context, "not-reported", group, date);
        await writer.add("not_reported_results", [...head, fact, workloads, not_reported, isLatest(context, date)]);
      }
    }
  }
}
