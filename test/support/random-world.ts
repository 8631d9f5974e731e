import type { Case } from "./load-case.ts";
import { createBorderDates } from "./random-world/border-dates.ts";
import { createDraw, type Draw } from "./random-world/draw.ts";
import {
  jurisdictions,
  lateAgency,
  type PartySources,
  providers,
  randomChange,
  randomParties,
} from "./random-world/random-parties.ts";
import { randomPushes } from "./random-world/random-pushes.ts";

export interface WorldSize {
  agencies: number;
  /** Of one agency. */
  workloads: number;
}

const usualSize: WorldSize = { agencies: 5, workloads: 7 };

/** A case without `expected`, the same for the same seed: many ways to be on or beside a border of some rule. */
export function randomWorld(seed: number, size: WorldSize = usualSize): Case {
  const draw = createDraw(seed);
  const dates = createBorderDates(draw);
  const agencies = draw.listOf(size.agencies, (index) => `a${index}`);
  const sources: PartySources = { draw, dates, agencies };
  const parties = randomParties(sources);
  const sharedInstant = `${draw.pick(dates.queried)}T23:59:59.999Z`;

  // The last agency never files anything.
  const pushes = agencies
    .slice(0, -1)
    .flatMap((agency) => randomPushes(agency, size.workloads, { draw, dates, providers, jurisdictions }))
    .map((push) =>
      canArriveAt(push, sharedInstant) && draw.chance(0.3) ? { ...push, received_at: sharedInstant } : push,
    );
  const registry = draw
    .listOf(draw.between(0, 6), () => randomChange(parties, sources))
    .map((change) => ({ received_at: draw.chance(0.3) ? sharedInstant : draw.pick(pushes).received_at, ...change }));
  const registeredAt = registry
    .filter(({ agencies: changed }) => changed?.some(({ id }) => id === lateAgency))
    .map(({ received_at }) => received_at)
    .toSorted((left, right) => Date.parse(left) - Date.parse(right))[0];
  const late =
    registeredAt === undefined
      ? []
      : randomPushes(lateAgency, 3, { draw, dates, providers, jurisdictions }).map((push) => ({
          ...push,
          received_at: later(push.received_at, registeredAt),
        }));
  const all = draw.shuffled([...pushes, ...late]);

  return {
    name: `random ${seed}`,
    ...parties,
    registry,
    pushes: all,
    queries: randomQueries(
      draw,
      dates.queried,
      [...all, ...registry].map(({ received_at }) => received_at),
    ),
    expected: [],
  };
}

/** The server refuses a reference date later than the day after. */
const canArriveAt = ({ reference_date }: { reference_date: string }, instant: string): boolean =>
  Date.parse(reference_date) <= Date.parse(instant);

const later = (left: string, right: string): string => (Date.parse(left) < Date.parse(right) ? right : left);

const beforeEverything = "2001-01-01T00:00:00Z";
const afterEverything = "2030-01-01T00:00:00Z";

/** 4 to 8, of which one from before everything, two that know everything, and the others at and beside arrivals. */
function randomQueries(draw: Draw, queried: readonly string[], arrivals: readonly string[]): Case["queries"] {
  const instants = [beforeEverything, afterEverything, afterEverything];
  for (let count = draw.between(1, 5); count > 0; count -= 1) {
    const at = Date.parse(draw.pick(arrivals)) + draw.pick([0, 0, -1, 1]);
    instants.push(written(new Date(at), draw));
  }
  return instants.map((known_at) => ({ date: draw.pick(queried), known_at }));
}

/** An instant can be written with any offset. */
function written(instant: Date, draw: Draw): string {
  if (draw.chance(0.5)) return instant.toISOString();
  return `${new Date(instant.getTime() + 2 * 3_600_000).toISOString().slice(0, -1)}+02:00`;
}
