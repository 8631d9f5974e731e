import type { Agency, Member, Provider, RegistryFile, Scenario } from "#schema/parties.ts";
import type { BorderDates } from "./border-dates.ts";
import type { Draw } from "./draw.ts";
import { minutes } from "./random-workload.ts";

/** Two jurisdictions are covered by two members each, so that one of them may leave without a change. */
const covered: Record<string, readonly string[]> = {
  union: ["DE", "FR", "NL"],
  fr: ["FR"],
  kr: ["KR"],
  jp: ["JP", "KR"],
  in: ["IN"],
};
const memberIds = Object.keys(covered);
export const jurisdictions = ["DE", "FR", "NL", "KR", "JP", "IN", "US", "US", "CN"] as const;

const knownProviders = ["p0", "p1", "p2", "p3", "p4", "p5"];
/** Named by workloads and scenarios though the registry has it late or never. */
export const lateProvider = "late-provider";
export const providers = [...knownProviders, lateProvider];

export interface PartySources {
  draw: Draw;
  dates: BorderDates;
  agencies: readonly string[];
}

/** The agency that the registry has only from some change on, if at all. */
export const lateAgency = "late-agency";

export function randomParties(sources: PartySources): Required<RegistryFile> {
  const { draw, agencies } = sources;
  return {
    members: memberIds.slice(0, draw.between(3, 4)).map((id) => randomMember(id, sources)),
    agencies: agencies.map((id, index) => randomAgency(id, memberIds[index % 3]!, sources)),
    providers: knownProviders.map((id) => randomProvider(id, sources)),
    scenarios: Object.fromEntries(
      ["first", "second", "third"].map((name): [string, Scenario] => [name, randomScenario(draw)]),
    ),
  };
}

/** A later change: one party anew, or one that the registry did not have. */
export function randomChange(parties: Required<RegistryFile>, sources: PartySources): RegistryFile {
  const { draw } = sources;
  const kinds: Record<string, () => RegistryFile> = {
    member: () => ({ members: [randomMember(draw.pick(parties.members).id, sources)] }),
    newMember: () => ({ members: [randomMember("in", sources)] }),
    // An agency keeps its member for ever.
    agency: () => {
      const { id, member } = draw.pick(parties.agencies);
      return { agencies: [randomAgency(id, member, sources)] };
    },
    newAgency: () => ({ agencies: [randomAgency(lateAgency, parties.members[0]!.id, sources)] }),
    provider: () => ({ providers: [randomProvider(draw.pick(knownProviders), sources)] }),
    newProvider: () => ({ providers: [randomProvider(lateProvider, sources)] }),
    scenario: () => ({ scenarios: { [draw.pick(["first", "second", "late"])]: randomScenario(draw) } }),
    together: () => ({
      members: [randomMember(draw.pick(parties.members).id, sources)],
      providers: draw.some(knownProviders, 0.5).map((id) => randomProvider(id, sources)),
    }),
  };
  return draw.pick(Object.values(kinds))();
}

function randomMember(id: string, { draw, dates }: PartySources): Member {
  const others = draw.chance(0.15) ? [draw.pick(jurisdictions)] : [];
  const member: Member = { id, jurisdictions: [...new Set([...covered[id]!, ...others])] };
  if (draw.chance(0.4)) return draw.chance(0.5) ? member : { ...member, joined_on: null, left_on: null };
  const pieces = randomIntervals(draw, dates);
  const pairs = pieces.map(({ from, until }) => ({ joined_on: from, left_on: until }));
  return pairs.length === 1 && draw.chance(0.5) ? { ...member, ...pairs[0] } : { ...member, memberships: pairs };
}

function randomAgency(id: string, member: string, { draw, dates }: PartySources): Agency {
  const registered_on = draw.chance(0.6) ? null : dates.near(0, 90);
  const closed = dates.near(0);
  const mayClose = draw.chance(0.4) && (registered_on === null || registered_on < closed);
  return { id, member, registered_on, closed_on: mayClose ? closed : null };
}

/** Control passes from hand to hand, sometimes with days between on which nobody is known to have it. */
function randomProvider(id: string, { draw, dates }: PartySources): Provider {
  if (draw.chance(0.1)) return { id, control: [] };
  if (draw.chance(0.35)) return { id, control: [{ jurisdiction: draw.pick(jurisdictions), from: null, until: null }] };
  const pieces = randomIntervals(draw, dates);
  return { id, control: pieces.map((piece) => ({ jurisdiction: draw.pick(jurisdictions), ...piece })) };
}

/** Half-open intervals that do not overlap, at least one; the outermost may be open, and some days may lie in none. */
function randomIntervals(draw: Draw, dates: BorderDates): { from: string | null; until: string | null }[] {
  const days = [...new Set(draw.listOf(draw.between(2, 4), () => dates.near(0, 0, 90)))].toSorted();
  const cuts = [null, ...days, null];
  const pieces = cuts.slice(1).map((until, index) => ({ from: cuts[index] ?? null, until }));
  const kept = pieces.filter(() => draw.chance(0.6));
  return kept.length > 0 ? kept : pieces.slice(0, 1);
}

function randomScenario(draw: Draw): Scenario {
  return {
    providers: draw.chance(0.3) ? [] : draw.some(providers, 0.35),
    jurisdictions: draw.chance(0.35) ? [] : draw.some([...new Set(jurisdictions)], 0.3),
    notice_minutes: draw.pick(minutes),
  };
}
