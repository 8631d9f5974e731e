import { concentrationOf, type ProviderCount } from "#indicators/concentration/concentration-of.ts";
import { ratio } from "#indicators/ratio.ts";

/** What part of a layer one provider, or all of one jurisdiction together, make up. */
export interface EntityWeight {
  layer: string;
  dimension: "provider" | "jurisdiction";
  /** Empty for providers of unknown jurisdiction. */
  entity: string;
  /** Sum of weights: each workload spreads 1 evenly over its providers. */
  workloads: number;
  share: number;
  /** The layer's index by this dimension, as CONCENTRATION gives it. */
  hhi: number;
  layer_workloads: number;
}

/** The shares that CONCENTRATION squares and adds up. */
export function providerWeights(
  counts: readonly ProviderCount[],
  jurisdictionOf: (provider: string) => string | undefined,
): EntityWeight[] {
  const figure = concentrationOf(counts, jurisdictionOf);
  return Object.entries(figure).flatMap(([layer, { workloads: layer_workloads, hhi_provider, hhi_jurisdiction }]) => {
    const rows = counts.filter((row) => row.layer === layer);
    const parts = rows.reduce(
      (sofar, { provider_count }) => (sofar * BigInt(provider_count)) / greatest(sofar, BigInt(provider_count)),
      1n,
    );
    const weigh = (
      dimension: EntityWeight["dimension"],
      hhi: number,
      entityOf: (provider: string) => string,
    ): EntityWeight[] => {
      const weights = new Map<string, bigint>();
      for (const { provider, provider_count, count } of rows) {
        const entity = entityOf(provider);
        weights.set(entity, (weights.get(entity) ?? 0n) + BigInt(count) * (parts / BigInt(provider_count)));
      }
      return [...weights]
        .filter(([, weight]) => weight !== 0n)
        .map(([entity, weight]) => ({
          layer,
          dimension,
          entity,
          workloads: ratio(weight, parts),
          share: ratio(weight, parts * BigInt(layer_workloads)),
          hhi,
          layer_workloads,
        }));
    };
    return [
      ...weigh("provider", hhi_provider, (provider) => provider),
      ...weigh("jurisdiction", hhi_jurisdiction, (provider) => jurisdictionOf(provider) ?? ""),
    ];
  });
}

/** The greatest common divisor. */
const greatest = (left: bigint, right: bigint): bigint => (right === 0n ? left : greatest(right, left % right));
