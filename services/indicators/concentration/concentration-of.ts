import { ratio } from "../ratio.ts";

/** Of one stack layer: Herfindahl-Hirschman indices between 0 (spread) and 1 (one only). */
export interface LayerConcentration {
  workloads: number;
  hhi_provider: number;
  hhi_jurisdiction: number;
}

export type Concentration = Record<string, LayerConcentration>;

/** Workloads that use a provider in a layer together with `provider_count - 1` others. */
export interface ProviderCount {
  layer: string;
  provider: string;
  provider_count: number;
  count: number;
}

/** Methodology section 5, CONCENTRATION, in whole numbers: weights are counted in parts of the least common multiple. */
export function concentrationOf(
  counts: readonly ProviderCount[],
  jurisdictionOf: (provider: string) => string | undefined,
): Concentration {
  const layers = new Map<string, ProviderCount[]>();
  for (const row of counts) {
    if (row.count === 0) continue;
    const rows = layers.get(row.layer);
    if (rows) rows.push(row);
    else layers.set(row.layer, [row]);
  }
  return Object.fromEntries(
    [...layers]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([layer, rows]) => {
        const parts = leastCommonMultiple(rows.map((row) => row.provider_count));
        const byProvider = new Map<string, bigint>();
        const byJurisdiction = new Map<string, bigint>();
        let total = 0n;
        for (const { provider, provider_count, count } of rows) {
          const weight = BigInt(count) * (parts / BigInt(provider_count));
          // All providers of unknown jurisdiction together are one: no jurisdiction has an empty code.
          const jurisdiction = jurisdictionOf(provider) ?? "";
          byProvider.set(provider, (byProvider.get(provider) ?? 0n) + weight);
          byJurisdiction.set(jurisdiction, (byJurisdiction.get(jurisdiction) ?? 0n) + weight);
          total += weight;
        }
        // Rows that cancel out: nobody declares the layer any more.
        if (total === 0n) return [];
        const index = (weights: Map<string, bigint>): number =>
          ratio(
            [...weights.values()].reduce((sum, weight) => sum + weight * weight, 0n),
            total * total,
          );
        const figure = {
          workloads: Number(total / parts),
          hhi_provider: index(byProvider),
          hhi_jurisdiction: index(byJurisdiction),
        };
        return [[layer, figure] as const];
      }),
  );
}

function leastCommonMultiple(numbers: readonly number[]): bigint {
  const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
    right === 0n ? left : greatestCommonDivisor(right, left % right);
  return [...new Set(numbers)].reduce((sofar, number) => {
    const next = BigInt(number);
    return (sofar / greatestCommonDivisor(sofar, next)) * next;
  }, 1n);
}
