import type { ClickHouse } from "#db/clickhouse.ts";
import { jurisdictionOn } from "#derivation/location.ts";
import { controlView } from "#derivation/registry-state.ts";
import { ratio } from "#indicators/ratio.ts";
import { dayOf } from "#schema/calendar.ts";
import { factsOn } from "./fact-source.ts";
import { type AfterAny, afterWorkload, type OpenedRow, type OpenQuestion } from "./open-question.ts";
import { readAgencies } from "./open-scope.ts";

/** The workloads behind CONCENTRATION in one layer, with the providers between which each spreads its weight of 1. */
export async function openProviders(
  clickhouse: ClickHouse,
  question: OpenQuestion,
  layer: string,
  after: AfterAny,
): Promise<OpenedRow[]> {
  const { date, registry, count } = question;
  const rows = await readAgencies(question, after, count, async (cut, missing) => {
    const source = factsOn("concentration", ["workload", "layer", "provider"], { ...question, cut });
    return await clickhouse.read<{ agency: string; workload: string; providers: string[] }>(
      `SELECT agency, workload, arraySort(groupArray(provider)) AS providers
FROM (
  SELECT agency, workload, provider FROM (${source.sql})
  WHERE layer = {layer:String} AND ${afterWorkload}
  GROUP BY agency, workload, provider HAVING sum(weight) != 0
)
GROUP BY agency, workload
ORDER BY agency, workload LIMIT {count:UInt32}`,
      { ...source.parameters, layer, count: missing },
    );
  });
  const view = controlView(registry);
  const day = dayOf(date);
  return rows.map(({ agency, workload, providers }) => ({
    agency,
    workload,
    providers: providers.map((provider) => ({
      provider,
      weight: ratio(1, providers.length),
      jurisdiction: jurisdictionOn({ provider, jurisdiction: undefined }, day, view) ?? null,
    })),
    facts: { layer, provider_count: providers.length },
  }));
}
