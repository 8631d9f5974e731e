import { setImmediate as breathe } from "node:timers/promises";
import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { measureName } from "#indicators/measures.ts";
import { shareOf } from "#indicators/share.ts";
import type { Cut } from "../cut.ts";
import { coalitionMembers, type Group, groupName } from "../groups.ts";
import { stocksOn } from "../stocks.ts";
import { byEntry } from "./by-entry.ts";
import { coverageStanding } from "./coverage-standing.ts";
import type { EntryAt, RegistryHistory } from "./registry-history.ts";
import { touchingEntries } from "./touching-entries.ts";

/** How the value of a share became another. */
export interface ShareRevision extends EntryAt {
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

type Sums = Record<string, number>;
const cutBy = (...columns: Cut["columns"]): Cut => ({ columns, scope: "1", parameters: {}, groupsOf: () => [] });

/**
 * How the values of all shares of a date changed with the entries of the ledger after one, for the coalition and every member: those
 * of `listRevisions`, of many figures at once, where a value became another. A value that there was none before is no revision.
 * `history` stands at or before `after`.
 */
export async function shareRevisions(
  clickhouse: ClickHouse,
  history: RegistryHistory,
  { date, after, until }: { date: string; after: EntryAt; until: number },
): Promise<ShareRevision[]> {
  history.advance(after.sequence);
  const sums = new Map<string, Sums>();
  const add = (member: string, more: Readonly<Sums>): void => {
    const found = sums.get(member) ?? {};
    sums.set(member, found);
    for (const [name, value] of Object.entries(more)) found[name] = (found[name] ?? 0) + value;
  };
  if (after.sequence > 0) {
    const standing = { date, vintage: { sequence: after.sequence }, cut: cutBy("member") };
    for (const row of await stocksOn(clickhouse, indicators, standing)) add(row.member ?? "", row.sums);
  }
  const coverage = await coverageStanding(clickhouse, date, history, after);

  let coalition = coalitionMembers(history.state, date);
  const valuesOf = (members: ReadonlySet<string>): Map<string, number | null> => {
    const total: Sums = {};
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
  const groupsOf = (members: Iterable<string>): Group[] => [
    { kind: "coalition" },
    ...Array.from(new Set(members), (id): Group => ({ kind: "member", id })),
  ];
  const valuesNow = (group: Group): Map<string, number | null> =>
    valuesOf(group.kind === "member" ? new Set([group.id]) : coalition);
  const values = new Map<string, Map<string, number | null>>();
  for (const group of groupsOf(history.state.members.keys())) values.set(groupName(group), valuesNow(group));

  const revisions: ShareRevision[] = [];
  const note = (entry: EntryAt, members: Iterable<string>, isOfRegistry: boolean): void => {
    for (const group of groupsOf(members)) {
      const before = values.get(groupName(group));
      const now = valuesNow(group);
      values.set(groupName(group), now);
      for (const [code, value] of now) {
        const old = before?.get(code) ?? null;
        if (old !== null && old !== value) revisions.push({ ...entry, group, code, old, new: value, isOfRegistry });
      }
    }
  };

  for (let at = after; at.sequence < until;) {
    const touching = await touchingEntries(clickhouse, {
      kinds: ["workload", "coverage"],
      scope: {
        group: { kind: "coalition" },
        date,
        members: [...new Set([...allMembers(history), ...history.state.members.keys()])],
      },
      after: at,
      until,
      count: entriesTogether,
    });
    const end = touching.length === entriesTogether ? (touching.at(-1)?.sequence ?? until) : until;
    const question = { date, vintage: { sequence: end }, cut: cutBy("sequence", "member"), after: at };
    const rows = touching.length > 0 ? byEntry(await stocksOn(clickhouse, indicators, question)) : new Map();
    if (touching.length > 0) await coverage.read({ after: at, until: end });
    const recorded = new Set<number>();
    const entries = new Map(touching.map((entry) => [entry.sequence, entry]));
    for (const { sequence, known_at } of history.entries)
      if (sequence > at.sequence && sequence <= end) {
        recorded.add(sequence);
        entries.set(sequence, { sequence, known_at });
      }
    for (const entry of [...entries.values()].sort((one, other) => one.sequence - other.sequence)) {
      const isOfRegistry = recorded.has(entry.sequence);
      if (isOfRegistry) {
        history.advance(entry.sequence);
        coalition = coalitionMembers(history.state, date);
      }
      const changed: string[] = [];
      for (const { member = "", sums: more } of rows.get(entry.sequence) ?? []) {
        add(member, more);
        changed.push(member);
      }
      changed.push(...coverage.step(entry.sequence));
      note(entry, isOfRegistry ? history.state.members.keys() : changed, isOfRegistry);
      await breathe();
    }
    at = { sequence: end, known_at: touching.at(-1)?.known_at ?? at.known_at };
  }
  return revisions;
}

/** Every member that some entry named. */
const allMembers = ({ entries }: RegistryHistory): string[] =>
  entries.flatMap(({ parties }) => parties.flatMap(({ kind, id }) => (kind === "member" ? [id] : [])));
