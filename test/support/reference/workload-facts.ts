import { type Answer, anyOf } from "./answers.ts";
import type { Alternative, Evaluation, Fallback, Workload } from "./case-world.ts";
import { covers, earliest } from "./dates.ts";
import type { HeldWorkload } from "./held-workloads.ts";
import type { KnownWorld } from "./known-world.ts";
import { isInternal, jurisdictionOf } from "./parties.ts";

// Section 4, rule by rule.

export const isOperating = ({ stage, deployed_on, retired_on }: Workload, date: string): boolean =>
  stage === "production" && covers(deployed_on, retired_on, date);

/** C(d): critical and operating. */
export const isInC = (workload: Workload, date: string): boolean =>
  workload.criticality === "critical" && isOperating(workload, date);

/** Asked of workloads in C only, and those have a version in production. */
export const operatingSince = ({ workload, firstInProduction }: HeldWorkload): string =>
  (workload.deployed_on ?? firstInProduction)!;

/** Dates of completion and of lapse of the qualifying evaluations; without a lapse they never lapse. */
export function qualifyingEvaluations(workload: Workload): { completed: string; lapse: string | undefined }[] {
  return (workload.evaluations ?? []).flatMap((evaluation) => {
    const { status, outcome, independence, completed_on } = evaluation;
    const isQualifying =
      status === "completed" &&
      outcome !== "failed" &&
      (independence === "independent" || independence === "accredited");
    return isQualifying && completed_on ? [{ completed: completed_on, lapse: lapseOf(evaluation, workload) }] : [];
  });
}

/** Of an evaluation with `completed_on`. A modification counts only when it is later. */
function lapseOf(
  { completed_on, valid_until }: Evaluation,
  { substantially_modified_on }: Workload,
): string | undefined {
  const modified =
    substantially_modified_on && substantially_modified_on > completed_on! ? substantially_modified_on : null;
  return earliest([valid_until, modified].filter((date) => typeof date === "string"));
}

export const evaluated = (workload: Workload, date: string): Answer =>
  anyOf(workload.evaluations, (evaluation) => {
    const { status, outcome, independence, completed_on } = evaluation;
    if (status !== "completed" || outcome === "failed") return "no";
    if (!completed_on) return "unknown";
    if (!covers(completed_on, lapseOf(evaluation, workload), date)) return "no";
    if (independence === "internal") return "no";
    return independence ? "yes" : "unknown";
  });

export const hasFallback = (known: KnownWorld, workload: Workload, date: string): Answer =>
  anyOf(workload.fallbacks, (fallback) => isSovereignFallback(known, fallback, date));

export function isSovereignFallback(known: KnownWorld, fallback: Fallback, date: string): Answer {
  if (!isUsable(fallback, date)) return "no";
  const jurisdiction = jurisdictionOf(known, fallback, date);
  if (jurisdiction === undefined) return "unknown";
  return isInternal(known, jurisdiction, date) ? "yes" : "no";
}

/** Inside its interval and not without capacity, whoever controls it; a capacity not reported is no obstacle. */
export const isUsable = (fallback: Fallback, date: string): boolean =>
  covers(fallback.available_from, fallback.available_until, date) && fallback.capacity_share !== 0;

export const hasAlternative = (known: KnownWorld, workload: Workload, date: string): Answer =>
  anyOf(workload.alternatives, (alternative) => isInternalAlternative(known, alternative, date));

function isInternalAlternative(known: KnownWorld, alternative: Alternative, date: string): Answer {
  const { status, available_from, available_until, sufficient_capacity } = alternative;
  if (status !== "available") return "no";
  if (!covers(available_from, available_until, date)) return "no";
  const jurisdiction = jurisdictionOf(known, alternative, date);
  if (jurisdiction === undefined) return "unknown";
  if (!isInternal(known, jurisdiction, date)) return "no";
  if (sufficient_capacity === false) return "no";
  return sufficient_capacity === true ? "yes" : "unknown";
}
