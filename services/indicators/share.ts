import { ratio } from "./ratio.ts";

/** Figure of a share: `n` the denominator, `value` the upper end; null without a denominator. */
export interface Share {
  lower: number | null;
  upper: number | null;
  value: number | null;
  n: number;
}

/** Rows judged: yes counts in both ends of a share, unknown in the upper one only; `n` counts every row of the population. */
export interface OutcomeCounts {
  yes: number;
  unknown: number;
  n: number;
}

/** Methodology section 1: a share of nothing is null, and what nobody reported counts as not done. */
export function shareOf({ yes, unknown, n }: OutcomeCounts): Share {
  if (n === 0) return { lower: null, upper: null, value: null, n };
  const upper = ratio(yes + unknown, n);
  return { lower: ratio(yes, n), upper, value: upper, n };
}
