import { type Interval, interval, membershipsOf, type RegistryState } from "#derivation/registry-state.ts";
import type { ProblemDetail } from "#http/problem.ts";
import { dateOf } from "#schema/calendar.ts";
import type { RegistryFile } from "#schema/parties.ts";
import { pointerOf } from "#schema/rules.ts";

/** What no schema of one party can say: ids given twice, dates that overlap, parties that must exist, and what may never change. */
export function checkRegistry(file: RegistryFile, state: RegistryState): ProblemDetail[] {
  const errors: ProblemDetail[] = [];
  const add = (path: readonly PropertyKey[], message: string): void => {
    errors.push({ pointer: pointerOf(path), message });
  };
  for (const list of ["members", "agencies", "providers"] as const) {
    const seen = new Set<string>();
    file[list]?.forEach(({ id }, index) => {
      if (seen.has(id)) add([list, index, "id"], `expected each id once, found ${JSON.stringify(id)} again`);
      seen.add(id);
    });
  }
  file.members?.forEach((member, index) => {
    const isBoth = member.memberships !== undefined && (member.joined_on ?? member.left_on ?? null) !== null;
    if (isBoth)
      add(["members", index, "memberships"], "expected either joined_on and left_on or memberships, found both");
    checkIntervals(membershipsOf(member), (at, message) =>
      add(member.memberships ? ["members", index, "memberships", at] : ["members", index, "left_on"], message),
    );
  });
  const members = new Set([...state.members.keys(), ...(file.members ?? []).map(({ id }) => id)]);
  file.agencies?.forEach((agency, index) => {
    const before = state.agencies.get(agency.id);
    if (!members.has(agency.member)) {
      add(
        ["agencies", index, "member"],
        `expected a member of the registry or of this file, found ${JSON.stringify(agency.member)}`,
      );
    } else if (before && before.member !== agency.member) {
      add(
        ["agencies", index, "member"],
        `expected ${JSON.stringify(before.member)}, found ${JSON.stringify(agency.member)}: an agency never changes member; close it and register a new id`,
      );
    }
    const registered = interval(agency.registered_on, agency.closed_on);
    if (registered.until <= registered.from) {
      add(
        ["agencies", index, "closed_on"],
        `expected a day after registered_on ${agency.registered_on}, found ${agency.closed_on}`,
      );
    }
  });
  file.providers?.forEach((provider, index) =>
    checkIntervals(
      provider.control.map(({ from, until }) => interval(from, until)),
      (at, message) => add(["providers", index, "control", at], message),
    ),
  );
  return errors;
}

/** Half-open intervals that hold something and do not overlap. */
function checkIntervals(intervals: readonly Interval[], report: (index: number, message: string) => void): void {
  intervals.forEach((at, index) => {
    if (at.until <= at.from) report(index, `expected an end after ${dateOf(at.from)}, found ${dateOf(at.until)}`);
  });
  const ordered = intervals.map((at, index) => ({ ...at, index })).sort((left, right) => left.from - right.from);
  ordered.forEach((at, place) => {
    const before = ordered[place - 1];
    if (before && before.until > at.from)
      report(at.index, `expected no overlap, found one with entry ${before.index} of the list`);
  });
}
