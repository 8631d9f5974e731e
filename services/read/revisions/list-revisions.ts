import { isDeepStrictEqual } from "node:util";
import { setImmediate as breathe } from "node:timers/promises";
import { z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import { Instant } from "#schema/calendar.ts";
import type { Scenario } from "#schema/parties.ts";
import { agencyStanding } from "./agency-standing.ts";
import type { Figure } from "../group-totals.ts";
import { type Group, groupExists } from "../groups.ts";
import { type Page, pageOf, type Place } from "../list-page.ts";
import type { Standpoint } from "../reading.ts";
import { type EntryAt, readRegistryHistory, type RegistryEntry, type RegistryHistory } from "./registry-history.ts";
import { revisionScope } from "./revision-scope.ts";
import type { Standing } from "./standing.ts";
import { touchingEntries } from "./touching-entries.ts";
import { workloadStanding } from "./workload-standing.ts";

/** A figure, or of WITHDRAWAL one scenario's classes; null while there is no such group, or no such scenario. */
export type RevisedFigure = Figure | ClassCounts | null;

/** How a figure became another. */
export interface Revision extends EntryAt {
  old: RevisedFigure;
  new: RevisedFigure;
  /** Left out for a push. */
  registry?: RegistryEntry;
}

export interface RevisionQuestion {
  indicator: Indicator;
  /** WITHDRAWAL: only this one. */
  scenario?: string | undefined;
  group: Group;
  date: string;
  limit: number;
}

/** A page ends after the entry that caused its last revision. */
export const RevisionPlace = z.tuple([z.int().min(0), Instant]);
type RevisionPlace = z.infer<typeof RevisionPlace>;

/** Before every entry: the engine knows no earlier instant. */
const beginning: EntryAt = { sequence: 0, known_at: "1900-01-01T00:00:00.000Z" };
/** Entries that are read at a time are this many times the page: not every one that touches the rows changes the figure. */
const readAhead = 4;

/**
 * How the figure of one date changed with the entries of the ledger, the oldest first. Rows are signed sums, so nothing is
 * computed from all of them but where a page begins: each entry's rows are added to what stood before it.
 */
export async function listRevisions(
  clickhouse: ClickHouse,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  question: RevisionQuestion,
  place: Place<RevisionPlace>,
): Promise<Page<Revision, RevisionPlace>> {
  const { indicator, scenario, group, date, limit } = question;
  const history = await readRegistryHistory(clickhouse, vintage.sequence);
  const scope = revisionScope(group, date, history, registry);
  const standing =
    indicator.unit === "agency"
      ? await agencyStanding(clickhouse, { indicator, scope }, history)
      : workloadStanding(clickhouse, { indicator, scope }, history, () => scenariosOf(history, scenario));
  const figureNow = (): RevisedFigure => {
    if (!groupExists(group, history.state)) return null;
    const figure = standing.figure();
    return scenario === undefined ? figure : ((figure as Record<string, ClassCounts>)[scenario] ?? null);
  };

  const revisions: Revision[] = [];
  let at: EntryAt = place ? { sequence: place[0], known_at: place[1] } : beginning;
  history.advance(at.sequence);
  await standing.restart(at.sequence);
  let figure = figureNow();
  const note = async (entry: EntryAt, changed: RegistryEntry | undefined): Promise<void> => {
    await breathe();
    const now = figureNow();
    if (isDeepStrictEqual(now, figure)) return;
    const { sequence, known_at } = entry;
    revisions.push({ sequence, known_at, old: figure, new: now, ...(changed && { registry: changed }) });
    figure = now;
  };

  while (at.sequence < vintage.sequence && revisions.length <= limit) {
    const redefined = indicator.form === "classes" ? nextRedefinition(history, at.sequence, scenario) : undefined;
    const until = redefined ? redefined.sequence - 1 : vintage.sequence;
    at = await follow(clickhouse, { standing, history, scope, note }, { after: at, until, count: readAhead * limit });
    if (!redefined || at.sequence < until || revisions.length > limit) continue;
    // Under another definition every workload may be in another class.
    history.advance(redefined.sequence);
    await standing.restart(redefined.sequence);
    await note(redefined, redefined);
    at = redefined;
  }
  return pageOf(revisions, limit, ({ sequence, known_at }): RevisionPlace => [sequence, known_at]);
}

/** Takes in the next entries, `count` that touch rows and those of the registry between them; gives up to where. */
async function follow(
  clickhouse: ClickHouse,
  {
    standing,
    history,
    scope,
    note,
  }: {
    standing: Standing;
    history: RegistryHistory;
    scope: ReturnType<typeof revisionScope>;
    note: (entry: EntryAt, changed: RegistryEntry | undefined) => Promise<void>;
  },
  { after, until, count }: { after: EntryAt; until: number; count: number },
): Promise<EntryAt> {
  const touching = await touchingEntries(clickhouse, { kinds: standing.kinds, scope, after, until, count });
  const end = touching.length === count ? (touching.at(-1)?.sequence ?? until) : until;
  const step = touching.length > 0 ? await standing.read({ after, until: end }) : () => false;
  const recorded = new Map(
    history.entries
      .filter(({ sequence }) => sequence > after.sequence && sequence <= end)
      .map((entry) => [entry.sequence, entry]),
  );
  const entries = new Map<number, EntryAt>([...touching.map((entry) => [entry.sequence, entry] as const), ...recorded]);
  let last = after;
  for (const entry of [...entries.values()].sort((left, right) => left.sequence - right.sequence)) {
    const changed = recorded.get(entry.sequence);
    if (changed) {
      history.advance(entry.sequence);
      standing.registryChanged();
    }
    const isTouched = step(entry.sequence);
    if (isTouched || changed) await note(entry, changed);
    last = entry;
  }
  return { sequence: end, known_at: last.known_at };
}

const scenariosOf = ({ state }: RegistryHistory, name: string | undefined): ReadonlyMap<string, Scenario> =>
  name === undefined ? state.scenarios : new Map([...state.scenarios].filter(([each]) => each === name));

function nextRedefinition(
  { entries }: RegistryHistory,
  after: number,
  name: string | undefined,
): RegistryEntry | undefined {
  return entries.find(
    ({ sequence, parties }) =>
      sequence > after && parties.some(({ kind, id }) => kind === "scenario" && (name ?? id) === id),
  );
}
