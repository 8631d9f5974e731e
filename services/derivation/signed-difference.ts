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
  const lives = before.length + after.length > fewIntervals ? livesByHash() : fewLives();
  for (const each of before) noteSteps(lives.of(each.values), each, -1);
  for (const each of after) noteSteps(lives.of(each.values), each, 1);
  const rows: SignedInterval[] = [];
  for (const life of lives.all) pushIntervals(rows, life);
  return rows;
}

/** Up to so many, the life of some values is found by looking at all sooner than by a hash. */
const fewIntervals = 24;

/** Days on which the sum for some values changes. */
interface Life {
  values: FactValues;
  /** Twice the day, and 1 more where the sum rises: one number, so that a list of them is sorted without an object for each. */
  steps: number[];
}

interface Lives {
  all: readonly Life[];
  /** The one life of all values that are the same. */
  of(values: FactValues): Life;
}

function fewLives(): Lives {
  const all: Life[] = [];
  return {
    all,
    of(values) {
      for (let index = 0; index < all.length; index += 1) {
        const life = all[index];
        if (life && sameValues(life.values, values)) return life;
      }
      const life = { values, steps: [] };
      all.push(life);
      return life;
    },
  };
}

function livesByHash(): Lives {
  const all: Life[] = [];
  const byHash = new Map<number, Life[]>();
  return {
    all,
    of(values) {
      const hash = valuesHash(values);
      const known = byHash.get(hash);
      const same = known?.find((life) => sameValues(life.values, values));
      if (same) return same;
      const life = { values, steps: [] };
      all.push(life);
      if (known) known.push(life);
      else byHash.set(hash, [life]);
      return life;
    },
  };
}

function noteSteps({ steps }: Life, { from, until }: FactInterval, change: 1 | -1): void {
  if (change === 1) steps.push(from * 2 + 1, until * 2);
  else steps.push(from * 2, until * 2 + 1);
}

/** The days between steps on which their running sum is not zero; neighbours with one sum are one interval. */
function pushIntervals(rows: SignedInterval[], { values, steps }: Life): void {
  if (steps.length > 2) steps.sort((left, right) => left - right);
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
