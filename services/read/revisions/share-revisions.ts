import { setImmediate as breathe } from "node:timers/promises";
import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { measureName } from "#indicators/measures.ts";
import { shareOf } from "#indicators/share.ts";
import { coalitionMembers, type Group, groupName } from "../groups.ts";
import { type AgencyJudges, coverageStanding, readAgencyJudges } from "./coverage-standing.ts";
import { changingEntries, type DatedChange, datedChanges } from "./dated-changes.ts";
import type { FollowedDate } from "./dated-facts.ts";
import { groupedBy } from "./grouped-by.ts";
import { type EntryAt, type RegistryEntry, registryHistory } from "./registry-history.ts";

/** How the value of a share became another. */
export interface ShareRevision extends EntryAt {
  /** YYYY-MM-DD, the day that the figure is of. */
  date: string;
  group: Group;
  code: string;
  old: number;
  new: number | null;
  /** Whether a change of the registry made it another, and no push. */
  isOfRegistry: boolean;
}

const indicators = catalogue.filter(({ form, unit }) => form === "share" && unit === "workload");
/** Entries of which the changes are in memory at once. */
const entriesTogether = 300;

/**
 * How the values of all shares of some dates changed with the entries of the ledger after each date's, for the coalition and every
 * member: those of `listRevisions`, of many figures at once, where a value became another. A value that there was none before is
 * no revision. All dates are followed together, because a statement costs more than what it reads.
 */
export async function* shareRevisions(
  clickhouse: ClickHouse,
  registry: readonly RegistryEntry[],
  followed: readonly FollowedDate[],
  until: number,
): AsyncGenerator<ShareRevision[]> {
  const [earliest] = followed.map(({ after }) => after).toSorted((one, other) => one.sequence - other.sequence);
  if (!earliest) return;
  const judges = await readAgencyJudges(clickhouse);
  const before = groupedBy(await datedChanges(clickhouse, indicators, followed), ({ date }) => date);
  const dates = followed.map((each) => followShares(each, registry, judges, before.get(each.date) ?? []));
  for (let at = earliest; at.sequence < until;) {
    const changing = await changingEntries(clickhouse, followed, { after: at, until, count: entriesTogether });
    const last = changing.at(-1);
    const end = last && changing.length === entriesTogether ? last.sequence : until;
    const range = { after: at, until: end };
    const changes = last ? await datedChanges(clickhouse, indicators, followed, range) : [];
    const byDate = groupedBy(changes, ({ date }) => date);
    const instants = new Map(changing.map((entry) => [entry.sequence, entry]));
    for (const { date, goOn } of dates) {
      yield goOn(byDate.get(date) ?? [], instants, end);
      await breathe();
    }
    at = { sequence: end, known_at: last?.known_at ?? at.known_at };
  }
}

interface FollowedShares {
  date: string;
  /** Takes in what entries changed, up to one of the ledger. */
  goOn: (changes: readonly DatedChange[], instants: ReadonlyMap<number, EntryAt>, end: number) => ShareRevision[];
}

function followShares(
  { date, after }: FollowedDate,
  registry: readonly RegistryEntry[],
  judges: AgencyJudges,
  before: readonly DatedChange[],
): FollowedShares {
  const history = registryHistory(registry);
  history.advance(after.sequence);
  const sums = new Map<string, Record<string, number>>();
  const coverage = coverageStanding(judges, date, history);
  const add = (change: DatedChange): void => {
    if ("agency" in change) {
      coverage.add(change.agency, change.reports);
      return;
    }
    const found = sums.get(change.member) ?? {};
    sums.set(change.member, found);
    for (const [name, value] of Object.entries(change.sums)) found[name] = (found[name] ?? 0) + value;
  };
  for (const change of before) add(change);

  let coalition = coalitionMembers(history.state, date);
  const valuesNow = (group: Group): Map<string, number | null> => {
    const members = group.kind === "member" ? new Set([group.id]) : coalition;
    const total: Record<string, number> = {};
    for (const member of members)
      for (const [name, value] of Object.entries(sums.get(member) ?? {})) total[name] = (total[name] ?? 0) + value;
    const sum = (code: string, part: string): number => total[measureName(code, part)] ?? 0;
    return new Map([
      ...indicators.map(({ code }) => {
        const counts = { yes: sum(code, "yes"), unknown: sum(code, "unknown"), n: sum(code, "n") };
        return [code, shareOf(counts).value] as const;
      }),
      ...Array.from(coverage.figures(members), ([code, { value }]) => [code, value] as const),
    ]);
  };
  const values = new Map<string, Map<string, number | null>>();
  for (const group of groupsOf(history.state.members.keys())) values.set(groupName(group), valuesNow(group));

  let last = after.sequence;
  return {
    date,
    goOn(changes, instants, end) {
      const bySequence = groupedBy(changes, ({ sequence }) => sequence);
      const recorded = new Map(
        history.entries
          .filter(({ sequence }) => sequence > last && sequence <= end)
          .map((entry) => [entry.sequence, entry]),
      );
      const revisions: ShareRevision[] = [];
      for (const sequence of [...new Set([...bySequence.keys(), ...recorded.keys()])].sort(
        (one, other) => one - other,
      )) {
        const isOfRegistry = recorded.has(sequence);
        if (isOfRegistry) {
          history.advance(sequence);
          coalition = coalitionMembers(history.state, date);
        }
        const made = bySequence.get(sequence) ?? [];
        for (const change of made) add(change);
        const known_at = (recorded.get(sequence) ?? instants.get(sequence))?.known_at ?? "";
        for (const group of groupsOf(isOfRegistry ? history.state.members.keys() : made.map(({ member }) => member))) {
          const old = values.get(groupName(group));
          const now = valuesNow(group);
          values.set(groupName(group), now);
          for (const [code, value] of now) {
            const was = old?.get(code) ?? null;
            if (was !== null && was !== value)
              revisions.push({ sequence, known_at, date, group, code, old: was, new: value, isOfRegistry });
          }
        }
      }
      last = Math.max(last, end);
      return revisions;
    },
  };
}

const groupsOf = (members: Iterable<string>): Group[] => [
  { kind: "coalition" },
  ...Array.from(new Set(members), (id): Group => ({ kind: "member", id })),
];
