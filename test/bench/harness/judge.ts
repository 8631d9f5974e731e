import type { Claim, MeasuredTerm, Term, Verdict } from "./goal.ts";
import type { SideSamples } from "./interleave.ts";
import { quantile } from "./quantile.ts";

type Judgement = Pick<Verdict, "claim" | "terms" | "value" | "holds" | "reason">;

/** Compares what was measured with what is claimed. `absent` says why a side was not run. */
export function judge(
  claim: Claim,
  samples: ReadonlyMap<string, SideSamples>,
  { repetitions, absent = {} }: { repetitions: number; absent?: Readonly<Record<string, string>> },
): Judgement {
  const terms: MeasuredTerm[] = [];
  for (const term of claim.terms) {
    const of = samples.get(term.side);
    const reason = absent[term.side] ?? (of ? shortage(term, of, repetitions) : `there is no side "${term.side}"`);
    if (!of || reason !== undefined) return { claim, terms, value: undefined, holds: "not run", reason };
    terms.push(measured(term, of));
  }
  const value = compared[claim.compare](terms[0]?.value ?? 0, terms[1]?.value ?? 0);
  return { claim, terms, value, holds: holdsOf(claim, value) };
}

function shortage({ side }: Term, { kept, discarded }: SideSamples, repetitions: number): string | undefined {
  if (kept.length >= repetitions) return undefined;
  return `the machine was too busy: ${kept.length} of ${repetitions} samples of ${side} could be kept, ${discarded} were disturbed`;
}

const compared: Record<Claim["compare"], (first: number, second: number) => number> = {
  value: (first) => first,
  ratio: (first, second) => first / second,
  difference: (first, second) => first - second,
  spread: (first, second) => Math.max(first, second) / Math.min(first, second),
};

function holdsOf({ bound, must, aim }: Claim, value: number): Verdict["holds"] {
  if (must === undefined) return "reported";
  const isWithin = (limit: number): boolean => (bound === "at least" ? value >= limit : value <= limit);
  if (!isWithin(must)) return "no";
  return aim === undefined || isWithin(aim) ? "aim" : "must";
}

function measured(term: Term, { kept, discarded }: SideSamples): MeasuredTerm {
  const values = kept.map((sample) => {
    const value = sample[term.quantity];
    if (value === undefined) throw new Error(`the side "${term.side}" does not measure ${term.quantity}`);
    return value;
  });
  values.sort((left, right) => left - right);
  const least = values[0] ?? Number.NaN;
  const greatest = values.at(-1) ?? Number.NaN;
  const value = term.statistic === "greatest" ? greatest : quantile(values, 0.5);
  return { ...term, value, least, greatest, samples: values.length, discarded };
}
