import { type FactInterval, factValues } from "./fact-values.ts";

/** Days for which a push counts as reporting: methodology section 5, COVERAGE, reference date in `(d - 92, d]`. */
export const coverageDays = 92;

/** Days on which an agency has a push that counts, from the reference days of its pushes; overlapping days once. */
export function coverageIntervals(referenceDays: readonly number[]): FactInterval[] {
  const intervals: FactInterval[] = [];
  for (const day of referenceDays.toSorted((left, right) => left - right)) {
    const last = intervals.at(-1);
    if (last && day <= last.until) last.until = day + coverageDays;
    else intervals.push({ from: day, until: day + coverageDays, values: factValues("coverage", 0, 0, 0) });
  }
  return intervals;
}
