import { setTimeout as delay } from "node:timers/promises";
import { type CpuTime, foreignShare, readCpuTime } from "./cpu-time.ts";
import type { Sample, Side } from "./goal.ts";

export interface SideSamples {
  kept: Sample[];
  /** How many were thrown away because others used the machine meanwhile. */
  discarded: number;
}

export interface SamplingRules {
  /** Samples wanted of every side. */
  repetitions: number;
  /** Rounds at the most: what is missing then stays missing. */
  rounds: number;
  /** Share of all processors that others may use during a sample, 0 to 1. */
  foreignShareMax: number;
  /** Wait after a round in which a sample was thrown away, so that others may end what they do. */
  pauseMs: number;
}

export const samplingRules: SamplingRules = { repetitions: 5, rounds: 15, foreignShareMax: 0.15, pauseMs: 2_000 };

/** On a machine that is shared: nothing is thrown away. */
export const disturbedRules: SamplingRules = { ...samplingRules, foreignShareMax: 1 };

/**
 * Takes samples of all sides in turn, each round beginning with another side, until every side has enough: what slows the
 * machine down slows both terms of a ratio. The first run of each side warms it up and is not counted.
 */
export async function interleave(
  sides: readonly Side[],
  rules: SamplingRules = samplingRules,
  readCpu: () => CpuTime = () => readCpuTime(process.pid),
): Promise<Map<string, SideSamples>> {
  const samples = new Map<string, SideSamples>(sides.map(({ name }) => [name, { kept: [], discarded: 0 }]));
  for (const side of sides) {
    if (side.startsCold) continue;
    await side.prepare?.();
    await side.sample();
  }
  for (let round = 0; round < rules.rounds; round += 1) {
    const missing = sides.filter(({ name }) => (samples.get(name)?.kept.length ?? 0) < rules.repetitions);
    if (missing.length === 0) break;
    let isDisturbed = false;
    for (const side of rotated(missing, round)) {
      const of = samples.get(side.name);
      if (!of) continue;
      await side.prepare?.();
      const before = readCpu();
      const sample = await side.sample();
      if (foreignShare(before, readCpu()) <= rules.foreignShareMax) of.kept.push(sample);
      else {
        of.discarded += 1;
        isDisturbed = true;
      }
    }
    if (isDisturbed) await delay(rules.pauseMs);
  }
  return samples;
}

const rotated = <T>(items: readonly T[], by: number): T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
];
