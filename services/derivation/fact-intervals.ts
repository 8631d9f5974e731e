import { packFacts } from "./facts.ts";
import { changeDays, factsOn } from "./facts-on.ts";
import { type ControlView, latestDay } from "./registry-state.ts";
import type { Version } from "./workload-history.ts";

/** Days `[from, until)` on which a workload has these packed facts and this function. */
export interface FactInterval {
  from: number;
  until: number;
  function: number;
  facts: number;
}

/** Intervals of constant facts of one workload, in order of days; equal neighbours are one, across versions too. */
export function factIntervals(versions: readonly Version[], view: ControlView): FactInterval[] {
  const intervals: FactInterval[] = [];
  for (const { from, until = latestDay, subject } of versions) {
    const inside = changeDays(subject, view).filter((day) => day > from && day < until);
    const starts = [...new Set([from, ...inside])].sort((left, right) => left - right);
    starts.forEach((start, index) => {
      const end = starts[index + 1] ?? until;
      const facts = packFacts(factsOn(subject, start, view));
      const last = intervals.at(-1);
      if (last && last.until === start && last.facts === facts && last.function === subject.function) last.until = end;
      else intervals.push({ from: start, until: end, function: subject.function, facts });
    });
  }
  return intervals;
}
