import type { Share } from "./indicator.ts";

/** Rows judged: yes counts in both ends of a share, unknown in the upper one only, no in neither. */
export interface OutcomeCounts {
  yes: number;
  unknown: number;
  no: number;
}

export const noOutcomes: OutcomeCounts = { yes: 0, unknown: 0, no: 0 };

export const plus = (left: OutcomeCounts, right: OutcomeCounts): OutcomeCounts => ({
  yes: left.yes + right.yes,
  unknown: left.unknown + right.unknown,
  no: left.no + right.no,
});

/** Methodology section 1: a share of nothing is null, and what nobody reported counts as not done. */
export function shareOf({ yes, unknown, no }: OutcomeCounts): Share {
  const n = yes + unknown + no;
  if (n === 0) return { lower: null, upper: null, value: null, n };
  const upper = ratio(yes + unknown, n);
  return { lower: ratio(yes, n), upper, value: upper, n };
}

/** A ratio of whole numbers, rounded half up to 9 decimals exactly: the one division, at the very end. */
export function ratio(numerator: number, denominator: number): number {
  const scaled = (2n * BigInt(numerator) * 1_000_000_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  return Number(scaled) / 1e9;
}
