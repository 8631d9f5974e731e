import { covers, membershipsOf, type RegistryState } from "#derivation/registry-state.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { criticalMeasure, versionsMeasure } from "#indicators/measures.ts";
import type { Figure, GroupTotals } from "../group-totals.ts";
import type { Group } from "../groups.ts";

/** Why a point's numbers say less than they seem to. */
export const reasons = ["not-a-member", "nothing-reported", "empty-denominator"] as const;
export type Reason = (typeof reasons)[number];

/** The first reason that applies; undefined for none. */
export function reasonFor(
  indicator: Indicator,
  group: Group,
  day: number,
  registry: RegistryState,
  { sums }: GroupTotals,
  figure: Figure,
): Reason | undefined {
  const memberId = memberOf(group, registry);
  if (memberId !== undefined) {
    const member = registry.members.get(memberId);
    if (!member || !membershipsOf(member).some((at) => covers(at, day))) return "not-a-member";
  }
  if (!sums[versionsMeasure.name]) return "nothing-reported";
  return isOfNothing(indicator, sums[criticalMeasure.name] ?? 0, figure) ? "empty-denominator" : undefined;
}

/** The member that a group's workloads are of; those of the coalition and its functions are of several. */
function memberOf(group: Group, registry: RegistryState): string | undefined {
  if (group.kind === "member") return group.id;
  return group.kind === "agency" ? registry.agencies.get(group.id)?.member : undefined;
}

/** Whether the population that the figure is over is empty. */
function isOfNothing({ form }: Indicator, critical: number, figure: Figure): boolean {
  switch (form) {
    case "share":
    case "duration":
      return "n" in figure && figure.n === 0;
    case "debt":
    case "classes":
      return critical === 0;
    case "concentration":
      return Object.keys(figure).length === 0;
  }
}
