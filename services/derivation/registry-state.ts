import { dayOf } from "#schema/calendar.ts";
import type { Agency, Member, Provider, Scenario } from "#schema/parties.ts";

/** Half-open interval of days since 1970-01-01; null ends of the registry become these. */
export const earliestDay = -1_000_000;
export const latestDay = 1_000_000;

export interface Interval {
  from: number;
  until: number;
}

/** The registry as recorded at one instant. */
export interface RegistryState {
  members: ReadonlyMap<string, Member>;
  agencies: ReadonlyMap<string, Agency>;
  providers: ReadonlyMap<string, Provider>;
  scenarios: ReadonlyMap<string, Scenario>;
}

export type PartyKind = "member" | "agency" | "provider" | "scenario";

/** One party as one ledger entry recorded it. */
export interface PartyRow {
  kind: PartyKind;
  id: string;
  body: unknown;
}

/** The state after the rows, of which the last for an id holds; what `earlier` has besides stays. */
export function registryState(rows: Iterable<PartyRow>, earlier?: RegistryState): RegistryState {
  const maps: Record<PartyKind, Map<string, unknown>> = {
    member: new Map(earlier?.members),
    agency: new Map(earlier?.agencies),
    provider: new Map(earlier?.providers),
    scenario: new Map(earlier?.scenarios),
  };
  for (const { kind, id, body } of rows) maps[kind].set(id, body);
  return {
    members: maps.member,
    agencies: maps.agency,
    providers: maps.provider,
    scenarios: maps.scenario,
  } as RegistryState;
}

export const interval = (from: string | null | undefined, until: string | null | undefined): Interval => ({
  from: from ? dayOf(from) : earliestDay,
  until: until ? dayOf(until) : latestDay,
});

export const covers = (at: Interval, day: number): boolean => at.from <= day && day < at.until;

/** When a member belongs to the coalition: its list of memberships, else its flat pair of dates. */
export function membershipsOf(member: Member): Interval[] {
  const pairs = member.memberships ?? [{ joined_on: member.joined_on, left_on: member.left_on }];
  return pairs.map(({ joined_on, left_on }) => interval(joined_on, left_on));
}

/** What derivation asks of the registry: when a jurisdiction is internal, and who controls a provider when. */
export interface ControlView {
  /** Days on which some member that covers the jurisdiction belongs. Intervals may overlap. */
  internal: ReadonlyMap<string, readonly Interval[]>;
  control: ReadonlyMap<string, readonly (Interval & { jurisdiction: string })[]>;
}

/** States are never changed, and there are thousands of providers in one: each is looked through once. */
const views = new WeakMap<RegistryState, ControlView>();

export function controlView(state: RegistryState): ControlView {
  const known = views.get(state) ?? viewOf(state);
  views.set(state, known);
  return known;
}

function viewOf(state: RegistryState): ControlView {
  const internal = new Map<string, Interval[]>();
  for (const member of state.members.values()) {
    for (const jurisdiction of member.jurisdictions) {
      internal.set(jurisdiction, [...(internal.get(jurisdiction) ?? []), ...membershipsOf(member)]);
    }
  }
  const control = new Map(
    Array.from(state.providers.values(), ({ id, control: entries }) => [
      id,
      entries.map(({ jurisdiction, from, until }) => ({ jurisdiction, ...interval(from, until) })),
    ]),
  );
  return { internal, control };
}
