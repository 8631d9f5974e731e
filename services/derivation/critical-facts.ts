import { type Answer, anyOf, type CriticalFacts, no, unknown, yes } from "./facts.ts";
import { internalDays, isInternalOn } from "./location.ts";
import { qualifyingEvaluations } from "./qualifying.ts";
import { type ControlView, covers } from "./registry-state.ts";
import type { Subject, SubjectAlternative, SubjectEvaluation, SubjectFallback } from "./subject.ts";

/** Days that a drill counts: methodology section 5, PAPER_FALLBACK, on `(d - 365, d]`. */
const drillDays = 365;
/** Days over which pace is counted: methodology section 5, reliability debt, `(d - 90, d]`. */
const paceDays = 90;

/** Methodology sections 4 and 5 for a critical workload that operates on the day, since `operatingSince`. */
export function criticalFactsOn(
  subject: Subject,
  day: number,
  operatingSince: number,
  view: ControlView,
): CriticalFacts {
  const qualifying = qualifyingEvaluations(subject);
  const has_open_weight_model = subject.components?.some((component) => component.is_open_weight) ?? false;
  const isWithin = (days: number, on: number): boolean => on <= day && day < on + days;
  return {
    evaluated: anyOf(subject.evaluations, (evaluation) => evaluatedOn(evaluation, day)),
    fallback: anyOf(subject.fallbacks, (fallback) => fallbackOn(fallback, day, view)),
    alternative: anyOf(subject.alternatives, (alternative) => alternativeOn(alternative, day, view)),
    has_open_weight_model,
    foreign_compute: has_open_weight_model ? foreignComputeOn(subject, day, view) : no,
    is_drilled:
      subject.fallbacks?.some(
        (fallback) =>
          fallbackOn(fallback, day, view) === yes && fallback.successes.some(({ on }) => isWithin(drillDays, on)),
      ) ?? false,
    was_evaluated: qualifying.some(({ completed_on }) => completed_on <= day),
    is_findings_unreported: subject.findings === undefined,
    is_deployed_recently: isWithin(paceDays, operatingSince),
    is_evaluated_recently: qualifying.some(({ completed_on }) => isWithin(paceDays, completed_on)),
  };
}

/**
 * The day from which testing or audit debt, or what is unverified, runs; 0 where an evaluation holds.
 * Methodology section 5: from the start of operation, or from the latest lapse when that is later.
 */
export function debtSince(subject: Subject, day: number, operatingSince: number, evaluated: Answer): number {
  if (evaluated === yes) return 0;
  if (evaluated === unknown) return operatingSince;
  let since = operatingSince;
  for (const { completed_on, lapse } of qualifyingEvaluations(subject)) {
    if (completed_on <= day && lapse !== undefined) since = Math.max(since, lapse);
  }
  return since;
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
export function criticalFactDays(subject: Subject, operatingSince: number, view: ControlView): (number | undefined)[] {
  const days: (number | undefined)[] = [operatingSince + paceDays];
  for (const { completed_on, lapse } of subject.evaluations ?? []) {
    days.push(completed_on, lapse);
    if (completed_on !== undefined) days.push(completed_on + paceDays);
  }
  for (const fallback of subject.fallbacks ?? []) {
    days.push(fallback.available.from, fallback.available.until, ...internalDays(fallback, view));
    for (const { on } of fallback.successes) days.push(on, on + drillDays);
  }
  for (const alternative of subject.alternatives ?? [])
    days.push(alternative.available.from, alternative.available.until, ...internalDays(alternative, view));
  if (subject.components?.some((component) => component.is_open_weight)) {
    for (const { layer, provider } of subject.components)
      if (layer === "compute") days.push(...internalDays({ provider, jurisdiction: undefined }, view));
  }
  return days;
}
