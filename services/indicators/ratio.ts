/** A ratio of whole numbers, rounded half up to 9 decimals exactly: the one division, at the very end. */
export function ratio(numerator: number | bigint, denominator: number | bigint): number {
  const scaled = (2n * BigInt(numerator) * 1_000_000_000n + BigInt(denominator)) / (2n * BigInt(denominator));
  return Number(scaled) / 1e9;
}
