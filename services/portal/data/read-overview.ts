import { divisions } from "#schema/functions.ts";
import type { Share } from "#indicators/share.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { type Group, groupName } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import { maySee } from "#read/visible-groups.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Scenario } from "#schema/parties.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { type GroupView, readGroup } from "./read-group.ts";

/** A group beside others in a table. */
export interface GroupRow {
  id: string;
  name: string;
  figures: Record<string, Figure>;
}

export interface OverviewData {
  known_at: string;
  view: GroupView;
  members: GroupRow[];
  functions: GroupRow[];
  scenarios: [string, Scenario][];
  isEmpty: boolean;
}

export const headlines = ["DEPLOY_SPEED", "UNPROTECTED", "ALTERNATIVE_GAP"] as const;

export async function readOverview(
  portal: Portal,
  { key, date }: Pick<Visit, "key" | "date">,
  standpoint: Standpoint,
): Promise<OverviewData> {
  const { registry, vintage } = standpoint;
  const members = [...registry.members.values()].filter(({ id }) =>
    maySee({ kind: "member", id }, key, portal.publicLevel, registry),
  );
  const coalition: Group = { kind: "coalition" };
  const functions = [...divisions.keys()].map((at): Group => ({ kind: "function", division: at + 1 }));
  const groups: Group[] = [
    coalition,
    ...members.map(({ id }): Group => ({ kind: "member", id })),
    ...functions,
    { kind: "function", division: 0 },
  ];
  const reading = figuresOn(portal.sources.clickhouse, standpoint, { date, indicators: catalogue, groups });
  const view = await readGroup(portal, standpoint, {
    group: coalition,
    date,
    trends: [...headlines, "RELIABILITY_DEBT", "COVERAGE"],
    figures: reading.then((found) => found[groupName(coalition)] ?? {}),
  });
  const figures = await reading;
  const row = (name: string, id: string, shown: string): GroupRow => ({
    id,
    name: shown,
    figures: figures[name] ?? {},
  });
  return {
    known_at: vintage.known_at,
    view,
    members: members.map(({ id, name }) => row(`member:${id}`, id, name ?? id)),
    functions: [...divisions, "none"]
      .map((id) => row(`function:${id}`, id, id))
      .filter((each) => countOf(each.figures, "UNPROTECTED") > 0),
    scenarios: [...registry.scenarios],
    isEmpty: ["CRITICALITY_UNASSESSED", "DEPLOY_SPEED"].every((code) => countOf(view.figures, code) === 0),
  };
}

/** Over how many a figure is. */
export const countOf = (figures: Record<string, Figure>, code: string): number =>
  (figures[code] as Share | undefined)?.n ?? 0;
