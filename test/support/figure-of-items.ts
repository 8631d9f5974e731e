import { concentrationOf, type ProviderCount } from "#indicators/concentration/concentration-of.ts";
import { deploySpeedOf, type DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { shareOf } from "#indicators/share.ts";
import { classCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { OpenedItem } from "#read/open-figure.ts";

export const countBy = <T>(items: readonly T[], nameOf: (item: T) => string | undefined): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item) ?? ""] = (counts[nameOf(item) ?? ""] ?? 0) + 1;
  return counts;
};

/** The figure that listed items make up, or of RELIABILITY_DEBT its stocks; of one scenario, of one layer. */
export function figureOfItems({ form }: Indicator, items: readonly OpenedItem[], layer = ""): unknown {
  const counts = countBy(items, ({ outcome }) => outcome);
  switch (form) {
    case "share":
      return shareOf({ yes: counts.yes ?? 0, unknown: counts.unknown ?? 0, n: items.length });
    case "duration":
      return deploySpeedOf(
        items.map(({ outcome, days = NaN }) => ({ outcome: outcome as DurationCount["outcome"], days, count: 1 })),
      );
    case "debt":
      return Object.fromEntries(
        ["testing", "audit", "unverified", "correction"].map((kind) => {
          const owed = items.filter(({ outcome }) => outcome === kind);
          return [kind, { items: owed.length, days: owed.reduce((sum, { days = NaN }) => sum + days, 0) }];
        }),
      );
    case "classes":
      return classCounts(counts);
    case "concentration": {
      const providers = items.flatMap(({ providers: used = [] }) => used);
      const jurisdictions = new Map(
        providers.map(({ provider, jurisdiction }) => [provider, jurisdiction ?? undefined]),
      );
      const rows = items.flatMap(({ providers: used = [] }): ProviderCount[] =>
        used.map(({ provider }) => ({ layer, provider, provider_count: used.length, count: 1 })),
      );
      return concentrationOf(rows, (provider) => jurisdictions.get(provider))[layer];
    }
  }
}
