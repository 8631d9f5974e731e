import { type Answer, anyOf, type CriticalFacts, no, unknown, yes } from "./facts.ts";
import { addInternalDays, isInternalOn } from "./location.ts";
import type { QualifyingEvaluation } from "./qualifying.ts";
import { type ControlView, covers } from "./registry-state.ts";
import type { Subject, SubjectAlternative, SubjectEvaluation, SubjectFallback } from "./subject.ts";

/** Days that a drill counts: methodology section 5, PAPER_FALLBACK, on `(d - 365, d]`. */
const drillDays = 365;
/** Days over which pace is counted: methodology section 5, reliability debt, `(d - 90, d]`. */
const paceDays = 90;

/** A version of a critical workload that operates, and what every day of it is judged by. */
export interface CriticalWorkload {
  subject: Subject;
  qualifying: readonly QualifyingEvaluation[];
  /** Day since which it operates. */
  since: number;
  view: ControlView;
}

/** Methodology sections 4 and 5 for a critical workload that operates on the day. */
export function criticalFactsOn({ subject, qualifying, since, view }: CriticalWorkload, day: number): CriticalFacts {
  const has_open_weight_model = hasOpenWeightModel(subject);
  return {
    evaluated: anyOf(subject.evaluations, (evaluation) => evaluatedOn(evaluation, day)),
    fallback: anyOf(subject.fallbacks, (fallback) => fallbackOn(fallback, day, view)),
    alternative: anyOf(subject.alternatives, (alternative) => alternativeOn(alternative, day, view)),
    has_open_weight_model,
    foreign_compute: has_open_weight_model ? foreignComputeOn(subject, day, view) : no,
    is_drilled:
      subject.fallbacks?.some(
        (fallback) =>
          fallbackOn(fallback, day, view) === yes && fallback.successes.some(({ on }) => isWithin(drillDays, on, day)),
      ) ?? false,
    was_evaluated: qualifying.some(({ completed_on }) => completed_on <= day),
    is_findings_unreported: subject.findings === undefined,
    is_deployed_recently: isWithin(paceDays, since, day),
    is_evaluated_recently: qualifying.some(({ completed_on }) => isWithin(paceDays, completed_on, day)),
  };
}

const isWithin = (days: number, on: number, day: number): boolean => on <= day && day < on + days;

const hasOpenWeightModel = ({ components }: Subject): boolean =>
  components?.some(({ is_open_weight }) => is_open_weight) ?? false;

/**
 * The day from which testing or audit debt, or what is unverified, runs; 0 where an evaluation holds.
 * Methodology section 5: from the start of operation, or from the latest lapse when that is later.
 */
export function debtSince({ qualifying, since }: CriticalWorkload, day: number, evaluated: Answer): number {
  if (evaluated === yes) return 0;
  if (evaluated === unknown) return since;
  let from = since;
  for (const { completed_on, lapse } of qualifying) {
    if (completed_on <= day && lapse !== undefined) from = Math.max(from, lapse);
  }
  return from;
}

function evaluatedOn(evaluation: SubjectEvaluation, day: number): Answer {
  if (!evaluation.is_completed || evaluation.is_failed) return no;
  if (evaluation.completed_on === undefined) return unknown;
  if (evaluation.completed_on > day || (evaluation.lapse !== undefined && day >= evaluation.lapse)) return no;
  if (evaluation.independence === "internal") return no;
  return evaluation.independence === undefined ? unknown : yes;
}

function fallbackOn(fallback: SubjectFallback, day: number, view: ControlView): Answer {
  if (!covers(fallback.available, day) || !fallback.has_capacity) return no;
  return isInternalOn(fallback, day, view);
}

function alternativeOn(alternative: SubjectAlternative, day: number, view: ControlView): Answer {
  if (!alternative.is_available || !covers(alternative.available, day)) return no;
  const internal = isInternalOn(alternative, day, view);
  if (internal !== yes) return internal;
  if (alternative.sufficient_capacity === undefined) return unknown;
  return alternative.sufficient_capacity ? yes : no;
}

/** TENANCY: unknown without any compute component, else whether any lies under a jurisdiction that is not internal. */
function foreignComputeOn({ components }: Subject, day: number, view: ControlView): Answer {
  const compute = components?.filter(({ layer }) => layer === "compute") ?? [];
  if (compute.length === 0) return unknown;
  return anyOf(
    compute,
    ({ provider }) => (2 - isInternalOn({ provider, jurisdiction: undefined }, day, view)) as Answer,
  );
}

/** Every day on which one of these facts may change, unsorted and with repeats. */
export function criticalFactDays({ subject, since, view }: CriticalWorkload): number[] {
  const days = [since + paceDays];
  for (const { completed_on, lapse } of subject.evaluations ?? []) {
    if (completed_on !== undefined) days.push(completed_on, completed_on + paceDays);
    if (lapse !== undefined) days.push(lapse);
  }
  for (const fallback of subject.fallbacks ?? []) {
    days.push(fallback.available.from, fallback.available.until);
    addInternalDays(days, fallback, view);
    for (const { on } of fallback.successes) days.push(on, on + drillDays);
  }
  for (const alternative of subject.alternatives ?? []) {
    days.push(alternative.available.from, alternative.available.until);
    addInternalDays(days, alternative, view);
  }
  if (!hasOpenWeightModel(subject)) return days;
  for (const { layer, provider } of subject.components ?? [])
    if (layer === "compute") addInternalDays(days, { provider, jurisdiction: undefined }, view);
  return days;
}
