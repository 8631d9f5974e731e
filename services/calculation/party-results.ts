import { covers, interval, membershipsOf, type RegistryState } from "#derivation/registry-state.ts";
import { jurisdictionOn } from "#derivation/location.ts";
import { controlView } from "#derivation/registry-state.ts";
import { coalitionMembers } from "#read/groups.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import type { CalculationContext } from "./context.ts";
import { jurisdictionName } from "./jurisdiction-name.ts";
import type { ResultValue } from "./result-writer.ts";

type PartyKind = "member" | "agency" | "provider" | "scenario" | "jurisdiction";

interface PartyResult {
  id: string;
  name: string;
  member?: string;
  jurisdictions?: readonly string[];
  providers?: readonly string[];
  notice_minutes?: number;
  since?: string | null;
  until?: string | null;
  is_current?: boolean;
}

/** Writes the registry as readers see it today. */
export async function writeParties(context: CalculationContext): Promise<void> {
  const { registry } = context.standpoint;
  const day = dayOf(context.days.today);
  const view = controlView(registry);
  const today = coalitionMembers(registry, context.days.today);
  await writeKind(
    context,
    "member",
    Array.from(registry.members.values(), (member) => {
      const last = membershipsOf(member)
        .toSorted((one, other) => one.from - other.from)
        .at(-1);
      const { id, name, jurisdictions } = member;
      const dates = { since: dateIn(last?.from), until: dateIn(last?.until) };
      return { id, name: name ?? id, member: id, jurisdictions, ...dates, is_current: today.has(id) };
    }),
  );
  await writeKind(
    context,
    "agency",
    Array.from(registry.agencies.values(), ({ id, name, member, registered_on, closed_on }) => ({
      id,
      name: name ?? id,
      member,
      since: registered_on,
      until: closed_on,
      is_current: covers(interval(registered_on, closed_on), day),
    })),
  );
  await writeKind(
    context,
    "provider",
    Array.from(registry.providers.values(), ({ id, name }) => {
      const jurisdiction = jurisdictionOn({ provider: id, jurisdiction: undefined }, day, view);
      return { id, name: name ?? id, jurisdictions: jurisdiction === undefined ? [] : [jurisdiction] };
    }),
  );
  await writeKind(
    context,
    "scenario",
    Array.from(registry.scenarios, ([id, scenario]) => ({ id, name: id, ...scenario })),
  );
}

/** And jurisdictions: those that members cover and providers are under, and others that workloads depend on. */
export async function writeJurisdictions(context: CalculationContext, codes: readonly string[]): Promise<void> {
  const { registry } = context.standpoint;
  const internal = internalOn(registry, context.days.today);
  await writeKind(
    context,
    "jurisdiction",
    codes.map((id) => ({ id, name: jurisdictionName(id), is_current: internal.has(id) })),
  );
}

/** Jurisdictions that the registry names. */
export const registeredJurisdictions = ({ members, providers }: RegistryState): string[] => [
  ...[...members.values()].flatMap(({ jurisdictions }) => jurisdictions),
  ...[...providers.values()].flatMap(({ control }) => control.map(({ jurisdiction }) => jurisdiction)),
];

function internalOn(registry: RegistryState, date: string): ReadonlySet<string> {
  const members = coalitionMembers(registry, date);
  return new Set(
    [...registry.members.values()].filter(({ id }) => members.has(id)).flatMap((each) => each.jurisdictions),
  );
}

async function writeKind(
  { slices, writer }: CalculationContext,
  kind: PartyKind,
  parties: readonly PartyResult[],
): Promise<void> {
  const slice = slices.of("party", { kind, id: "" });
  for (const party of parties) {
    const { id, name, member = "", jurisdictions = [], providers = [], notice_minutes = 0, is_current = true } = party;
    const dates = [inRange(party.since), inRange(party.until)];
    const values: ResultValue[] = [slice, kind, id, name, member, jurisdictions, providers, notice_minutes];
    await writer.add("party_results", [...values, ...dates, Number(is_current)]);
  }
}

/** Days of the engine's type Date; what lies outside is as good as open. */
const firstDate = "1970-01-01";
const lastDate = "2149-06-06";
const inRange = (date: string | null | undefined): string | null =>
  date && date >= firstDate && date <= lastDate ? date : null;
const dateIn = (day: number | undefined): string | null =>
  day === undefined || day < 0 || day > dayOf(lastDate) ? null : dateOf(day);
