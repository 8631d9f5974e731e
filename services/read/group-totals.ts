import type { RegistryState } from "#derivation/registry-state.ts";
import { type Concentration, concentrationOf, type ProviderCount } from "#indicators/concentration/concentration-of.ts";
import { type DeploySpeed, deploySpeedOf, type DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { type ReliabilityDebt, reliabilityDebtOf } from "#indicators/reliability-debt/reliability-debt-of.ts";
import { type Share, shareOf } from "#indicators/share.ts";
import { type ClassCounts, classCounts, type WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import { jurisdictionOn } from "#derivation/location.ts";
import { controlView } from "#derivation/registry-state.ts";
import { dayOf } from "#schema/calendar.ts";
import { debtKinds, measureName, type Sums } from "#indicators/measures.ts";

/** The figure of one indicator and group, in the form of methodology section 7; WITHDRAWAL by name of the scenario. */
export type Figure = Share | DeploySpeed | ReliabilityDebt | Record<string, ClassCounts> | Concentration;

/** What the figures of one group follow from. Everything in it is a sum, so groups add up and differences can be added. */
export interface GroupTotals {
  sums: Record<string, number>;
  durations: DurationCount[];
  providers: ProviderCount[];
  /** By name of the scenario. */
  classes: Map<string, Partial<Record<WithdrawalClass, number>>>;
}

export const noTotals = (): GroupTotals => ({ sums: {}, durations: [], providers: [], classes: new Map() });

export function addSums(totals: GroupTotals, sums: Sums): void {
  for (const [name, value] of Object.entries(sums)) totals.sums[name] = (totals.sums[name] ?? 0) + value;
}

export function addClass(totals: GroupTotals, scenario: string, name: WithdrawalClass, count: number): void {
  const counts = totals.classes.get(scenario) ?? {};
  counts[name] = (counts[name] ?? 0) + count;
  totals.classes.set(scenario, counts);
}

/** The last step, the only one that is not a sum. */
export function figureOf(indicator: Indicator, totals: GroupTotals, date: string, registry: RegistryState): Figure {
  const { code, form } = indicator;
  const { sums } = totals;
  switch (form) {
    case "share":
      return shareOf({
        yes: sumOf(sums, code, "yes"),
        unknown: sumOf(sums, code, "unknown"),
        n: sumOf(sums, code, "n"),
      });
    case "debt": {
      const [testing, audit, unverified] = debtKinds.map((kind) => ({
        items: sumOf(sums, code, `${kind}_items`),
        since: sumOf(sums, code, `${kind}_since`),
      }));
      const none = { items: 0, since: 0 };
      const correction = {
        items: sums.correction_items ?? 0,
        since: sums.correction_since ?? 0,
      };
      return reliabilityDebtOf(
        {
          testing: testing ?? none,
          audit: audit ?? none,
          unverified: unverified ?? none,
          correction,
          findings_unreported: sumOf(sums, code, "findings_unreported"),
          deployments: sumOf(sums, code, "deployments"),
          evaluations: sumOf(sums, code, "evaluations"),
        },
        dayOf(date),
      );
    }
    case "duration":
      return deploySpeedOf(totals.durations);
    case "classes":
      return Object.fromEntries(
        [...registry.scenarios.keys()].map((name) => [name, classCounts(totals.classes.get(name) ?? {})]),
      );
    case "concentration": {
      const view = controlView(registry);
      return concentrationOf(totals.providers, (provider) =>
        jurisdictionOn({ provider, jurisdiction: undefined }, dayOf(date), view),
      );
    }
  }
}

const sumOf = (sums: Sums, code: string, part: string): number => sums[measureName(code, part)] ?? 0;
