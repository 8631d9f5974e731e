import { type FactInterval, type FactValues, sameValues, valuesHash } from "./fact-values.ts";

/** A piece of an interval that came to hold (+1) or ceased to (-1). */
export interface SignedInterval extends FactInterval {
  sign: 1 | -1;
}

/**
 * The pointwise difference between two lists of intervals: what has to be added to the sums of `before` so that they become
 * those of `after`, on every day and for every value. Days on which both say the same give nothing; neighbours with the same
 * values are one; values that hold twice on a day (two findings due on one day) are two rows.
 */
export function signedDifference(before: readonly FactInterval[], after: readonly FactInterval[]): SignedInterval[] {
  const rows: SignedInterval[] = [];
  const only = before.length === 0 && after.length === 1 ? after[0] : undefined;
  if (only) {
    rows.push({ from: only.from, until: only.until, values: only.values, sign: 1 });
    return rows;
  }
  const lives = new Map<number, Life>();
  for (const each of before) noteSteps(lives, each, -1);
  for (const each of after) noteSteps(lives, each, 1);
  for (const first of lives.values())
    for (let life: Life | undefined = first; life; life = life.next) pushIntervals(rows, life);
  return rows;
}

/** Days on which the sum for some values changes. */
interface Life {
  values: FactValues;
  /** Twice the day, and 1 more where the sum rises: one number, so that a list of them is sorted without an object for each. */
  steps: number[];
  /** Other values with the same hash. */
  next: Life | undefined;
}

function noteSteps(lives: Map<number, Life>, { from, until, values }: FactInterval, change: 1 | -1): void {
  const hash = valuesHash(values);
  const first = lives.get(hash);
  let life = first;
  while (life && !sameValues(life.values, values)) life = life.next;
  const [begins, ends] = change === 1 ? [from * 2 + 1, until * 2] : [from * 2, until * 2 + 1];
  if (life) life.steps.push(begins, ends);
  else lives.set(hash, { values, steps: [begins, ends], next: first });
}

/** The days between steps on which their running sum is not zero; neighbours with one sum are one interval. */
function pushIntervals(rows: SignedInterval[], { values, steps }: Life): void {
  steps.sort((left, right) => left - right);
  let sum = 0;
  let from = 0;
  for (let at = 0; at < steps.length;) {
    const day = Math.floor((steps[at] ?? 0) / 2);
    let change = 0;
    for (; Math.floor((steps[at] ?? 0) / 2) === day && at < steps.length; at += 1)
      change += steps[at] === day * 2 ? -1 : 1;
    if (change === 0) continue;
    for (let times = Math.abs(sum); times > 0; times -= 1)
      rows.push({ from, until: day, values, sign: sum > 0 ? 1 : -1 });
    sum += change;
    from = day;
  }
}
