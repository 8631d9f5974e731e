import { jurisdictionOn } from "#derivation/location.ts";
import { controlView } from "#derivation/registry-state.ts";
import { providerWeights } from "#read/provider-weights.ts";
import { type CountedFamily, createGroupCounts } from "#read/series/family-counts.ts";
import { addProviderCounts, type ProviderKey } from "#read/series/provider-counts.ts";
import { dateOf } from "#schema/calendar.ts";
import { type CalculationContext, type Family, isLatest, rowHead } from "./context.ts";
import { jurisdictionName } from "./jurisdiction-name.ts";
import { groupKey } from "./result-groups.ts";

/** What part of each layer providers and jurisdictions make up: of some groups, which the families together are made of. */
export async function writeConcentration(
  context: CalculationContext,
  groups: Family,
  families: readonly CountedFamily[],
): Promise<void> {
  const { clickhouse, standpoint, slices, writer } = context;
  const { registry } = standpoint;
  const { points } = families[0]?.span ?? { points: [] };
  for (const group of groups) slices.of("concentration", group);
  const counts = createGroupCounts<ProviderKey>(points.length);
  for (const family of families) await addProviderCounts(clickhouse, family, counts);
  const view = controlView(registry);
  const nameOf = { provider: (id: string) => registry.providers.get(id)?.name ?? id, jurisdiction: jurisdictionName };
  for (const group of groups) {
    const rows = counts.of(groupKey(group));
    for (const [at, day] of points.entries()) {
      const date = dateOf(day);
      const onDay = rows.map((row) => ({ ...row.key, count: row.counts[at] ?? 0 })).filter(({ count }) => count !== 0);
      const weights = providerWeights(onDay, (provider) =>
        jurisdictionOn({ provider, jurisdiction: undefined }, day, view),
      );
      for (const { layer, dimension, entity, workloads, share, hhi, layer_workloads } of weights) {
        const head = rowHead(context, "concentration", group, date);
        const rest = [layer, dimension, entity, nameOf[dimension](entity), workloads, share, hhi, layer_workloads];
        await writer.add("concentration_results", [...head, ...rest, isLatest(context, date)]);
      }
    }
  }
}
