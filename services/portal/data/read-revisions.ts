import type { Indicator } from "#indicators/indicator.ts";
import { ProblemError } from "#http/problem.ts";
import type { Standpoint } from "#read/reading.ts";
import { listRevisions, RevisionPlace } from "#read/revisions/list-revisions.ts";
import { type ExplainedRevision, explainRevisions } from "#read/revisions/revision-causes.ts";
import { askedGroups, maySee } from "#read/visible-groups.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { visibleGroups } from "./read-indicator.ts";

export interface RevisionsData {
  known_at: string;
  choices: [name: string, shown: string][];
  group: string;
  items: ExplainedRevision[];
  /** Where the next page begins. */
  next: string | undefined;
}

const pageSize = 50;

/** One page of how a figure changed with what became known. `after` is the `next` of the page before. */
export async function readRevisions(
  portal: Portal,
  { key, date }: Pick<Visit, "key" | "date">,
  standpoint: Standpoint,
  { indicator, asked, after }: { indicator: Indicator; asked: string | undefined; after: string | undefined },
): Promise<RevisionsData> {
  const { registry, vintage } = standpoint;
  const choices = visibleGroups(portal, key, standpoint, indicator);
  const name = asked ?? choices[0]?.[0];
  if (name === undefined) throw new ProblemError(key ? "not-found" : "no-key");
  const [group] = askedGroups([name], key, portal.publicLevel, registry);
  if (!group || (group.kind === "function" && !indicator.has_functions)) throw new ProblemError("not-found");
  const question = { indicator, group, date, limit: pageSize };
  const { items, last } = await listRevisions(portal.sources.clickhouse, standpoint, question, placeOf(after));
  return {
    known_at: vintage.known_at,
    choices,
    group: name,
    items: await explainRevisions(portal.sql, items, (each) => maySee(each, key, portal.publicLevel, registry)),
    next: last && JSON.stringify(last),
  };
}

/** A place that does not parse would be somebody's guess: the list begins again. */
function placeOf(after: string | undefined): RevisionPlace | undefined {
  if (after === undefined) return undefined;
  try {
    return RevisionPlace.safeParse(JSON.parse(after)).data;
  } catch {
    return undefined;
  }
}
type RevisionPlace = [number, string];
