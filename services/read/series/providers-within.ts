import type { ClickHouse } from "#db/clickhouse.ts";
import type { ProviderCount } from "#indicators/concentration/concentration-of.ts";
import { type Counts, countsWithin } from "./counts-within.ts";
import { type ChangeQuestion, changeParameters, knownChanges } from "./known-changes.ts";

const keys = ["layer", "provider", "provider_count"] as const;

/** How many workloads use which provider in which layer, on each point. */
export async function providersWithin(
  clickhouse: ClickHouse,
  question: ChangeQuestion,
): Promise<Counts<Pick<ProviderCount, (typeof keys)[number]>>[]> {
  const sql = knownChanges("concentration", keys, question);
  return await countsWithin(
    clickhouse,
    keys,
    { sql, parameters: changeParameters(question) },
    question.span.points.length,
  );
}
