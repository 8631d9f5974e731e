/** Adds up changes at places, of which several may be at one: what is there on each point. */
export function runningSums(points: number, places: readonly number[], changes: readonly number[]): Float64Array {
  const sums = new Float64Array(points);
  places.forEach((place, index) => (sums[place] = (sums[place] ?? 0) + (changes[index] ?? 0)));
  for (let at = 1; at < points; at += 1) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0);
  return sums;
}

/** Adds `sums` to `totals` on those points on which they count: on all, when that is left out. */
export function addWhere(totals: Float64Array, sums: Float64Array, counts?: readonly boolean[]): void {
  sums.forEach((sum, at) => {
    if (counts?.[at] ?? true) totals[at] = (totals[at] ?? 0) + sum;
  });
}
