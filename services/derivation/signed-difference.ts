import { type FactInterval, type FactValues, valuesKey } from "./fact-values.ts";

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
  const byValues = new Map<string, { values: FactValues; steps: [day: number, change: number][] }>();
  const step = ({ from, until, values }: FactInterval, change: number): void => {
    const key = valuesKey(values);
    let found = byValues.get(key);
    if (!found) byValues.set(key, (found = { values, steps: [] }));
    found.steps.push([from, change], [until, -change]);
  };
  for (const each of before) step(each, -1);
  for (const each of after) step(each, 1);
  return [...byValues.values()].flatMap(({ values, steps }) => signedIntervals(values, steps));
}

/** The days between steps on which their running sum is not zero; neighbours with one sum are one interval. */
function signedIntervals(values: FactValues, steps: [day: number, change: number][]): SignedInterval[] {
  steps.sort((left, right) => left[0] - right[0]);
  const rows: SignedInterval[] = [];
  let sum = 0;
  let from = 0;
  for (let at = 0; at < steps.length;) {
    const day = steps[at]?.[0] ?? 0;
    let change = 0;
    for (; steps[at]?.[0] === day; at += 1) change += steps[at]?.[1] ?? 0;
    if (change === 0) continue;
    for (let times = Math.abs(sum); times > 0; times -= 1)
      rows.push({ from, until: day, values, sign: sum > 0 ? 1 : -1 });
    sum += change;
    from = day;
  }
  return rows;
}
