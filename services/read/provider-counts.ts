import type { ClickHouse } from "#db/clickhouse.ts";
import type { ProviderCount } from "#indicators/concentration/concentration-of.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

export type ProviderRow = CutRow & ProviderCount;

/** How many workloads use which provider in which layer, by the number of providers that share their weight. */
export async function providersOn(clickhouse: ClickHouse, question: FactQuestion): Promise<ProviderRow[]> {
  const keys = [...question.cut.columns, "layer", "provider", "provider_count"];
  const source = factsOn("concentration", ["layer", "provider", "provider_count"], question);
  const rows = await clickhouse.read<CutRow & Omit<ProviderCount, "count"> & { count: string }>(
    `SELECT ${keys.join(", ")}, sum(weight) AS count FROM (${source.sql})
GROUP BY ${keys.join(", ")} HAVING count != 0`,
    source.parameters,
  );
  return rows.map(({ layer, provider, provider_count, count, ...row }) => ({
    ...cutOf(row),
    layer,
    provider,
    provider_count,
    count: Number(count),
  }));
}
