import type { Workload } from "./case-world.ts";
import type { KnownWorld } from "./known-world.ts";
import { jurisdictionOfProvider } from "./parties.ts";
import { plus, published, type Rational, rational, times } from "./rational.ts";
import { isInC } from "./workload-facts.ts";

export type Concentration = Record<string, { workloads: number; hhi_provider: number; hhi_jurisdiction: number }>;

/** Section 5, CONCENTRATION: by stack layer; a layer that nobody declares is absent. */
export function concentrationOf(known: KnownWorld, workloads: Workload[], date: string): Concentration {
  const critical = workloads.filter((workload) => isInC(workload, date));
  const layers = new Set(critical.flatMap(({ components }) => (components ?? []).map(({ layer }) => layer)));
  return Object.fromEntries(
    [...layers].flatMap((layer) => {
      const suppliers = critical.map((workload) => providersOf(workload, layer)).filter(({ length }) => length > 0);
      if (suppliers.length === 0) return [];
      const nameOfJurisdiction = (provider: string): string =>
        jurisdictionOfProvider(known, provider, date) ?? "unknown";
      const figure = {
        workloads: suppliers.length,
        hhi_provider: published(sumOfSquaredShares(suppliers, (provider) => provider)),
        hhi_jurisdiction: published(sumOfSquaredShares(suppliers, nameOfJurisdiction)),
      };
      return [[layer, figure] as const];
    }),
  );
}

const providersOf = ({ components }: Workload, layer: string): string[] => [
  ...new Set((components ?? []).flatMap((part) => (part.layer === layer && part.provider ? [part.provider] : []))),
];

/** Each workload spreads weight 1 evenly over its providers; weights are gathered by what `holderOf` names. */
function sumOfSquaredShares(suppliers: string[][], holderOf: (provider: string) => string): Rational {
  const weights = new Map<string, Rational>();
  for (const providers of suppliers) {
    for (const provider of providers) {
      const holder = holderOf(provider);
      weights.set(holder, plus(weights.get(holder) ?? rational(0), rational(1, providers.length)));
    }
  }
  const shares = [...weights.values()].map((weight) => times(weight, rational(1, suppliers.length)));
  return shares.map((share) => times(share, share)).reduce(plus, rational(0));
}
