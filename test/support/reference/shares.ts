import { type Answer, anyOf, both, either, not } from "./answers.ts";
import type { Workload } from "./case-world.ts";
import { isInWindow } from "./dates.ts";
import type { HeldWorkload } from "./held-workloads.ts";
import type { KnownWorld } from "./known-world.ts";
import { isInternal, jurisdictionOfProvider } from "./parties.ts";
import { published, rational } from "./rational.ts";
import { evaluated, hasAlternative, hasFallback, isInC, isOperating, isSovereignFallback } from "./workload-facts.ts";

export interface Share {
  lower: number | null;
  upper: number | null;
  value: number | null;
  n: number;
}

/** Section 1: `lower` is what is certain, in `upper` the unknown count as missing; of nothing all three are null. */
export function shareOf(answers: Answer[]): Share {
  const n = answers.length;
  if (n === 0) return { lower: null, upper: null, value: null, n };
  const certain = answers.filter((answer) => answer === "yes").length;
  const possible = answers.filter((answer) => answer !== "no").length;
  const upper = published(rational(possible, n));
  return { lower: published(rational(certain, n)), upper, value: upper, n };
}

/** Section 5, the table: every share over workloads. */
export function sharesOfWorkloads(known: KnownWorld, held: HeldWorkload[], date: string): Record<string, Share> {
  const workloads = held.map(({ workload }) => workload);
  const operating = workloads.filter((workload) => isOperating(workload, date));
  const critical = workloads.filter((workload) => isInC(workload, date));
  const overC = (answerOf: (workload: Workload) => Answer): Share => shareOf(critical.map(answerOf));
  const unevaluated = (workload: Workload): Answer => not(evaluated(workload, date));
  const withoutFallback = (workload: Workload): Answer => not(hasFallback(known, workload, date));
  return {
    EVAL_GAP: overC(unevaluated),
    FALLBACK_GAP: overC(withoutFallback),
    UNPROTECTED: overC((workload) => both(unevaluated(workload), withoutFallback(workload))),
    ANY_GAP: overC((workload) => either(unevaluated(workload), withoutFallback(workload))),
    ALTERNATIVE_GAP: overC((workload) => not(hasAlternative(known, workload, date))),
    TENANCY: shareOf(critical.filter(hasOpenModel).map((workload) => runsOnForeignCompute(known, workload, date))),
    PAPER_FALLBACK: shareOf(
      critical
        .filter((workload) => hasFallback(known, workload, date) === "yes")
        .map((workload) => (isDrilled(known, workload, date) ? "no" : "yes")),
    ),
    CRITICALITY_UNASSESSED: shareOf(
      operating.map(({ criticality }) => (criticality === "not-assessed" ? "yes" : "no")),
    ),
  };
}

/** Section 5, TENANCY: weights count on layer `model` only; with components not reported it is not in the population. */
const hasOpenModel = ({ components }: Workload): boolean =>
  (components ?? []).some(({ layer, weights }) => layer === "model" && weights === "open");

function runsOnForeignCompute(known: KnownWorld, { components }: Workload, date: string): Answer {
  const compute = (components ?? []).filter(({ layer }) => layer === "compute");
  if (compute.length === 0) return "unknown";
  return anyOf(compute, ({ provider }) => {
    const jurisdiction = jurisdictionOfProvider(known, provider, date);
    if (jurisdiction === undefined) return "unknown";
    return isInternal(known, jurisdiction, date) ? "no" : "yes";
  });
}

const drillValidForDays = 365;

/** Section 5, PAPER_FALLBACK: a successful drill in the window, of any fallback that is yes on the date. */
function isDrilled(known: KnownWorld, { fallbacks }: Workload, date: string): boolean {
  return (fallbacks ?? [])
    .filter((fallback) => isSovereignFallback(known, fallback, date) === "yes")
    .flatMap(({ drills }) => drills ?? [])
    .some(({ on, succeeded }) => succeeded === true && isInWindow(on, date, drillValidForDays));
}
