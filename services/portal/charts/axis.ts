/** Round values from 0 to at least `most`, three to five of them. */
export function axisTicks(most: number): number[] {
  if (!(most > 0)) return [0, 1];
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.25, 0.5, 1, 2].map((part) => part * magnitude).find((each) => most / each <= 4) ?? 2 * magnitude;
  const count = Math.ceil(most / step - 1e-9);
  // Multiplied, not added up, so that no tick is 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}
