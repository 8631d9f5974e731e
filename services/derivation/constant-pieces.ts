import type { FactInterval, FactValues } from "./fact-values.ts";
import type { Interval } from "./registry-state.ts";

/** Cuts an interval at the days that lie inside it, and asks once a piece what holds there. */
export function constantPieces(
  { from, until }: Interval,
  days: readonly number[],
  valuesOn: (day: number) => FactValues,
): FactInterval[] {
  const starts = [from];
  for (const day of days) if (day > from && day < until) starts.push(day);
  if (starts.length > 1) starts.sort((left, right) => left - right);
  const pieces: FactInterval[] = [];
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? until;
    if (start < end) pieces.push({ from: start, until: end, values: valuesOn(start) });
  }
  return pieces;
}

/** The days that two intervals have in common; undefined when there is none. */
export function overlap(left: Interval, right: Interval): Interval | undefined {
  const from = Math.max(left.from, right.from);
  const until = Math.min(left.until, right.until);
  return from < until ? { from, until } : undefined;
}
