import { quantile } from "./quantile.ts";

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A sample lasts this long at least: the kernel counts CPU time in steps of 10 ms. */
const leastSampleMs = 400;

/** The times of as many runs as fill a sample, in ascending order. */
export async function timesOf(work: () => Promise<unknown>, leastMs: number = leastSampleMs): Promise<number[]> {
  const times: number[] = [];
  for (const start = performance.now(); performance.now() - start < leastMs;) times.push(await timed(work));
  return times.sort((left, right) => left - right);
}

/** The median of those times. */
export const medianTime = async (work: () => Promise<unknown>): Promise<number> => quantile(await timesOf(work), 0.5);
