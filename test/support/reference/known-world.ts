import type { Agency, CaseWorld, Member, Parties, Provider, Push, Scenario } from "./case-world.ts";

/** Section 1, knowledge time: what had been recorded at an instant. */
export interface KnownWorld {
  members: Map<string, Member>;
  agencies: Map<string, Agency>;
  providers: Map<string, Provider>;
  scenarios: Map<string, Scenario>;
  /** In the order in which they were accepted. */
  pushes: Push[];
}

/** Parties of the case itself are known before everything; of two entries of one instant the later in the file came later. */
export function knownWorld(world: CaseWorld, knownAt: string): KnownWorld {
  const parties: Parties[] = [world, ...knownInOrder(world.registry ?? [], knownAt)];
  const byId = <Party extends { id: string }>(listOf: (change: Parties) => Party[] | undefined): Map<string, Party> =>
    new Map(parties.flatMap((change) => listOf(change) ?? []).map((party) => [party.id, party]));
  return {
    members: byId(({ members }) => members),
    agencies: byId(({ agencies }) => agencies),
    providers: byId(({ providers }) => providers),
    scenarios: new Map(parties.flatMap(({ scenarios }) => Object.entries(scenarios ?? {}))),
    pushes: knownInOrder(world.pushes, knownAt),
  };
}

function knownInOrder<Entry extends { received_at: string }>(entries: Entry[], knownAt: string): Entry[] {
  return entries
    .filter(({ received_at }) => Date.parse(received_at) <= Date.parse(knownAt))
    .toSorted((left, right) => Date.parse(left.received_at) - Date.parse(right.received_at));
}
