import type { RegistryFile } from "#schema/parties.ts";
import type { Random } from "#services/demo/random.ts";

export const memberCount = 20;
export const agencyCount = 3_000;
export const providerCount = 300;

/** Agencies whose filings are made up; the others are copies of them, each with the filings of one of these. */
export const patternCount = 5;
export const copies = agencyCount / patternCount;

/** The agency that files as one pattern does, as its copy of that number; copy 0 is the pattern itself. */
export const agencyName = (pattern: number, copy: number): string => `a${copy}-${pattern}`;

/** Neighbours in the order of rows are copies of different patterns, so that nothing compresses better than it would. */
export const memberOf = (pattern: number, copy: number): string => `m${(pattern + copy) % memberCount}`;

const internal = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV NL".split(" ");
const external = ["US", "CN", "GB", "CA", "JP"] as const;

/** The provider of which 1 workload in 20 has a fallback, and which changes hands in the goal about registry changes. */
export const tradedProvider = "traded";

export const providerName = (rank: number): string => `provider-${rank}`;

/** A few providers serve most: the first of 300 has about one component in seven. */
export const popularProvider = (random: Random): string =>
  providerName(Math.floor(providerCount * random.next() ** 3) + 1);

/** 20 members, 3,000 agencies, 300 providers of which some have changed hands, and one scenario. */
export function worldParties(random: Random): RegistryFile {
  const members = internal.map((jurisdiction, index) => ({ id: `m${index}`, jurisdictions: [jurisdiction] }));
  const agencies = Array.from({ length: agencyCount }, (_, index) => {
    const [copy, pattern] = [Math.floor(index / patternCount), index % patternCount];
    return { id: agencyName(pattern, copy), member: memberOf(pattern, copy), registered_on: "2020-01-01" };
  });
  const jurisdiction = (): string => (random.chance(0.55) ? random.pick(internal) : random.pick(external));
  const providers = Array.from({ length: providerCount }, (_, index) => ({
    id: providerName(index + 1),
    control: random.chance(0.9)
      ? [{ jurisdiction: jurisdiction() }]
      : [
          { jurisdiction: jurisdiction(), until: "2025-07-01" },
          { jurisdiction: jurisdiction(), from: "2025-07-01" },
        ],
  }));
  return {
    members,
    agencies,
    providers: [...providers, { id: tradedProvider, control: [{ jurisdiction: "NL" }] }],
    scenarios: { "us-stops": { providers: [], jurisdictions: ["US"], notice_minutes: 1_440 } },
  };
}
