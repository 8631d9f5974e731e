import type { ClickHouse } from "#db/clickhouse.ts";
import type { ProviderCount } from "#indicators/concentration/concentration-of.ts";
import { addFamilyCounts, type CountedFamily, familyColumns, familyPools, type GroupCounts } from "./family-counts.ts";
import { changeParameters, knownChanges } from "./known-changes.ts";

const keys = ["layer", "provider", "provider_count"] as const;
/** What `providersWithin` counts. */
export type ProviderKey = Pick<ProviderCount, (typeof keys)[number]>;

/** Adds `providersWithin` of all groups of a family. */
export async function addProviderCounts(
  clickhouse: ClickHouse,
  family: CountedFamily,
  into: GroupCounts<ProviderKey>,
): Promise<void> {
  const question = { ...family, pools: familyPools(family) };
  const source = {
    sql: knownChanges("concentration", keys, question, familyColumns(family)),
    parameters: changeParameters(question),
  };
  await addFamilyCounts<ProviderKey>(clickhouse, family, keys, source, into);
}
