import type { Indicator } from "#indicators/indicator.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { type Group, groupName } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import type { Point } from "#read/series/series-of.ts";
import { askedGroups, maySee } from "#read/visible-groups.ts";
import { divisions } from "#schema/functions.ts";
import type { Scenario } from "#schema/parties.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { endedBy, readTrend } from "./read-group.ts";

export interface IndicatorData {
  known_at: string;
  /** Undefined where the visitor may see no figure at all. */
  shown: { group: string; figure: Figure; trend: Point[] } | undefined;
  /** Groups to choose from, by name, with what they are called. */
  choices: [name: string, shown: string][];
  scenarios: [string, Scenario][];
}

/** Forms that are drawn over time. */
const drawn: readonly Indicator["form"][] = ["share", "duration", "debt"];

/** Throws `not-found` for a group that does not exist or that the visitor may not see. */
export async function readIndicator(
  portal: Portal,
  { key, date }: Pick<Visit, "key" | "date">,
  standpoint: Standpoint,
  indicator: Indicator,
  asked: string | undefined,
): Promise<IndicatorData> {
  const { registry, vintage } = standpoint;
  const choices = visibleGroups(portal, key, standpoint, indicator);
  const name = asked ?? choices[0]?.[0];
  const base = { known_at: vintage.known_at, choices, scenarios: [...registry.scenarios] };
  if (name === undefined) return { ...base, shown: undefined };
  const [group] = askedGroups([name], key, portal.publicLevel, registry);
  if (!group) return { ...base, shown: undefined };
  const figures = await figuresOn(portal.sources.clickhouse, standpoint, {
    date,
    indicators: [indicator],
    groups: [group],
  });
  const figure = figures[groupName(group)]?.[indicator.code];
  if (!figure) return { ...base, shown: undefined };
  const trend = drawn.includes(indicator.form)
    ? endedBy(await readTrend(portal, standpoint, { indicator, group, date }), date, figure)
    : [];
  return { ...base, shown: { group: name, figure, trend } };
}

/** Groups whose figures of an indicator a visitor may choose between. */
export function visibleGroups(
  portal: Pick<Portal, "publicLevel">,
  key: Visit["key"],
  { registry }: Pick<Standpoint, "registry">,
  { has_functions }: Pick<Indicator, "has_functions">,
): [string, string][] {
  const all: [Group, string][] = [
    [{ kind: "coalition" }, "coalition"],
    ...[...registry.members.values()].map(({ id, name }): [Group, string] => [{ kind: "member", id }, name ?? id]),
    ...(has_functions ? divisions.map((id, at): [Group, string] => [{ kind: "function", division: at + 1 }, id]) : []),
    ...[...registry.agencies.values()].map(({ id, name }): [Group, string] => [{ kind: "agency", id }, name ?? id]),
  ];
  return all
    .filter(([group]) => maySee(group, key, portal.publicLevel, registry))
    .map(([group, shown]) => [groupName(group), shown]);
}
