import { membershipsOf, covers } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Share } from "#indicators/share.ts";
import { ProblemError } from "#http/problem.ts";
import { type Figures, figuresOn } from "#read/figures.ts";
import { type Group, groupName } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import { askedGroups, maySee } from "#read/visible-groups.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Agency, Member, Scenario } from "#schema/parties.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { type GroupView, endedBy, indicatorsWith, readGroup, readTrend } from "./read-group.ts";
import type { GroupRow } from "./read-overview.ts";
import type { Point } from "#read/series/series-of.ts";

type Asked = Pick<Visit, "key" | "date">;

/** Codes of tables that set groups side by side. */
const compared = indicatorsWith(({ form }) => form === "share" || form === "duration");
const trends = ["DEPLOY_SPEED", "UNPROTECTED", "ALTERNATIVE_GAP", "RELIABILITY_DEBT"];

export interface MemberRow extends GroupRow {
  isCurrent: boolean;
}

/** Every member that the visitor may see. */
export async function readMembers(
  portal: Portal,
  { key, date }: Asked,
  standpoint: Standpoint,
): Promise<{ known_at: string; members: MemberRow[] }> {
  const { registry, vintage } = standpoint;
  if (!key && portal.publicLevel === "none") throw new ProblemError("no-key");
  const members = [...registry.members.values()].filter(({ id }) =>
    maySee({ kind: "member", id }, key, portal.publicLevel, registry),
  );
  const groups = members.map(({ id }): Group => ({ kind: "member", id }));
  const figures =
    groups.length > 0
      ? await figuresOn(portal.sources.clickhouse, standpoint, { date, indicators: compared, groups })
      : {};
  return {
    known_at: vintage.known_at,
    members: members.map((member) => ({
      id: member.id,
      name: member.name ?? member.id,
      figures: figures[`member:${member.id}`] ?? {},
      isCurrent: isMember(member, date),
    })),
  };
}

const isMember = (member: Member, date: string): boolean => membershipsOf(member).some((at) => covers(at, dayOf(date)));

/** What a page about a member or an agency shows. */
export interface PartyData {
  known_at: string;
  view: GroupView;
  /** The coalition's series of the headlines, for who may see them. */
  coalition: Record<string, Point[]>;
  member: Member;
  isCurrent: boolean;
  agency: Agency | undefined;
  /** Of a member: its agencies that the visitor may see, the least protected first. */
  agencies: GroupRow[];
  /** Whether the member has agencies that the visitor may not see. */
  hasHidden: boolean;
  scenarios: [string, Scenario][];
}

/** Throws `not-found` for a party that does not exist or that the visitor may not see. */
export async function readParty(
  portal: Portal,
  { key, date }: Asked,
  standpoint: Standpoint,
  name: string,
): Promise<PartyData> {
  const { registry, vintage } = standpoint;
  const { publicLevel, sources } = portal;
  const [group] = askedGroups([name], key, publicLevel, registry);
  const agency = group?.kind === "agency" ? registry.agencies.get(group.id) : undefined;
  const member = registry.members.get(group?.kind === "member" ? group.id : (agency?.member ?? ""));
  if (!group || !member) throw new ProblemError("not-found");
  const own =
    group.kind === "member" ? [...registry.agencies.values()].filter((each) => each.member === member.id) : [];
  const shown = own.filter(({ id }) => maySee({ kind: "agency", id }, key, publicLevel, registry));
  const seesCoalition = maySee({ kind: "coalition" }, key, publicLevel, registry);
  const noRows: Figures = {};
  const figures = figuresOn(sources.clickhouse, standpoint, { date, indicators: catalogue, groups: [group] }).then(
    (found) => found[groupName(group)] ?? {},
  );
  const [view, rows, coalition] = await Promise.all([
    readGroup(portal, standpoint, { group, date, trends, figures }),
    shown.length > 0
      ? figuresOn(sources.clickhouse, standpoint, {
          date,
          indicators: compared,
          groups: shown.map(({ id }): Group => ({ kind: "agency", id })),
        })
      : noRows,
    seesCoalition ? coalitionTrends(portal, standpoint, date) : {},
  ]);
  const agencies = shown.map(({ id, name: named }): GroupRow => ({
    id,
    name: named ?? id,
    figures: rows[`agency:${id}`] ?? {},
  }));
  const unprotected = ({ figures: each }: GroupRow): number => (each.UNPROTECTED as Share | undefined)?.value ?? -1;
  return {
    known_at: vintage.known_at,
    view,
    coalition,
    member,
    isCurrent: isMember(member, date),
    agency,
    agencies: agencies.toSorted((left, right) => unprotected(right) - unprotected(left)),
    hasHidden: own.length > shown.length,
    scenarios: [...registry.scenarios],
  };
}

async function coalitionTrends(portal: Portal, standpoint: Standpoint, date: string): Promise<Record<string, Point[]>> {
  const indicators = indicatorsWith(({ code, form }) => form === "share" && trends.includes(code));
  const group: Group = { kind: "coalition" };
  const [figures, ...series] = await Promise.all([
    figuresOn(portal.sources.clickhouse, standpoint, { date, indicators, groups: [group] }),
    ...indicators.map((indicator) => readTrend(portal, standpoint, { indicator, group, date })),
  ]);
  return Object.fromEntries(
    indicators.map(({ code }, at) => [code, endedBy(series[at] ?? [], date, figures.coalition?.[code])]),
  );
}
