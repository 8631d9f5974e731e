import type { FactInterval } from "./fact-intervals.ts";

/** A piece of an interval that came to hold (+1) or ceased to (-1). */
export interface SignedInterval extends FactInterval {
  sign: 1 | -1;
}

/**
 * The pointwise difference between two lists of intervals (each in order and without overlap): what has to be added to the
 * sums of `before` so that they become those of `after`. Days on which both say the same give nothing.
 */
export function signedDifference(before: readonly FactInterval[], after: readonly FactInterval[]): SignedInterval[] {
  const days = [...new Set([...before, ...after].flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
  const rows: SignedInterval[] = [];
  let atBefore = 0;
  let atAfter = 0;
  days.slice(0, -1).forEach((from, index) => {
    const until = days[index + 1] ?? from;
    while ((before[atBefore]?.until ?? Infinity) <= from) atBefore += 1;
    while ((after[atAfter]?.until ?? Infinity) <= from) atAfter += 1;
    const old = holding(before[atBefore], from);
    const now = holding(after[atAfter], from);
    if (old?.facts === now?.facts && old?.function === now?.function) return;
    if (old) extend(rows, { from, until, function: old.function, facts: old.facts, sign: -1 });
    if (now) extend(rows, { from, until, function: now.function, facts: now.facts, sign: 1 });
  });
  return rows;
}

const holding = (interval: FactInterval | undefined, day: number): FactInterval | undefined =>
  interval && interval.from <= day ? interval : undefined;

/** Joins a piece to the one that it continues, so that a lost part is one row. */
function extend(rows: SignedInterval[], piece: SignedInterval): void {
  const previous = rows
    .slice(-2)
    .find(
      (row) =>
        row.until === piece.from &&
        row.sign === piece.sign &&
        row.facts === piece.facts &&
        row.function === piece.function,
    );
  if (previous) previous.until = piece.until;
  else rows.push(piece);
}
