import { catalogue } from "#indicators/catalogue.ts";
import { withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { CountedFamily } from "#read/series/family-counts.ts";
import { scenarioCounts } from "#read/series/scenario-counts.ts";
import { dateOf } from "#schema/calendar.ts";
import { type CalculationContext, type Family, isLatest, isListed, type ReasonsByGroup, rowHead } from "./context.ts";
import { groupKey } from "./result-groups.ts";

const indicators = catalogue.filter(({ form }) => form === "classes");

/** WITHDRAWAL for each scenario of the registry, of those groups of a family that are asked for. */
export async function writeScenarios(
  context: CalculationContext,
  groups: Family,
  counted: CountedFamily,
  reasons: ReasonsByGroup,
): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  for (const group of groups) slices.of("scenario", group);
  for (const [name, scenario] of standpoint.registry.scenarios) {
    for (const indicator of indicators) {
      const counts = await scenarioCounts(clickhouse, indicator, scenario, counted);
      for (const group of groups) {
        const classes = counts.of(groupKey(group));
        for (const [at, day] of counted.span.points.entries()) {
          const date = dateOf(day);
          if (!isListed(group, date, reasons)) continue;
          const workloads = withdrawalClasses.map(
            (each) => classes.find(({ key }) => key.class === each)?.counts[at] ?? 0,
          );
          const head = rowHead(context, "scenario", group, date);
          const rest = ["scenario", name, name, [scenario.notice_minutes], workloads, isLatest(context, date)];
          await writer.add("withdrawal_results", [...head, ...rest]);
        }
      }
    }
  }
}
