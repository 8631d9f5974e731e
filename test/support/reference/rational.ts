/** A fraction of whole numbers: exact until it is published. The denominator is above zero. */
export interface Rational {
  numerator: bigint;
  denominator: bigint;
}

export function rational(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
  const divisor = greatestCommonDivisor(BigInt(numerator), BigInt(denominator));
  return { numerator: BigInt(numerator) / divisor, denominator: BigInt(denominator) / divisor };
}

export const plus = (left: Rational, right: Rational): Rational =>
  rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );

export const times = (left: Rational, right: Rational): Rational =>
  rational(left.numerator * right.numerator, left.denominator * right.denominator);

export const isAtMost = (left: Rational, right: Rational): boolean =>
  left.numerator * right.denominator <= right.numerator * left.denominator;

const decimals = 1_000_000_000n;

/** Section 7: rounded to 9 decimals at the very end. Nothing that is published is below zero. */
export const published = ({ numerator, denominator }: Rational): number =>
  Number((2n * numerator * decimals + denominator) / (2n * denominator)) / Number(decimals);

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? (left === 0n ? 1n : left) : greatestCommonDivisor(right, left % right);
}
