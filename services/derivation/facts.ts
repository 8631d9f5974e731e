/**
 * Three answers as numbers, so that Kleene's rules are arithmetic: not is `2 - x`, and is the least, or is the greatest.
 * A list's answer is the greatest of its items'; an empty list is `no`, a list not reported is `unknown`.
 */
export type Answer = 0 | 1 | 2;
export const no = 0 satisfies Answer;
export const unknown = 1 satisfies Answer;
export const yes = 2 satisfies Answer;

/** What holds of one workload on every day of an interval. Facts beside criticality are zero outside C (critical and operating). */
export interface Facts {
  is_operating: boolean;
  criticality: "critical" | "non-critical" | "not-assessed";
  evaluated: Answer;
  fallback: Answer;
  alternative: Answer;
}

/** Bit positions of the packed facts, low bit first. docs/facts.md is made from this; positions are never reused. */
export const factBits = {
  is_operating: { shift: 0, width: 1 },
  is_critical: { shift: 1, width: 1 },
  is_not_assessed: { shift: 2, width: 1 },
  evaluated: { shift: 3, width: 2 },
  fallback: { shift: 5, width: 2 },
  alternative: { shift: 7, width: 2 },
} as const;

/** Facts of a workload that is not operating are all zero: no indicator of dates reads them. */
export function packFacts(facts: Facts): number {
  if (!facts.is_operating) return 0;
  const bits = factBits;
  const base =
    (1 << bits.is_operating.shift) |
    (Number(facts.criticality === "critical") << bits.is_critical.shift) |
    (Number(facts.criticality === "not-assessed") << bits.is_not_assessed.shift);
  if (facts.criticality !== "critical") return base;
  return (
    base |
    (facts.evaluated << bits.evaluated.shift) |
    (facts.fallback << bits.fallback.shift) |
    (facts.alternative << bits.alternative.shift)
  );
}
