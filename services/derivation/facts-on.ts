import { type Answer, type Facts, no, unknown, yes } from "./facts.ts";
import { type ControlView, covers } from "./registry-state.ts";
import type { Located, Subject, SubjectAlternative, SubjectEvaluation, SubjectFallback } from "./subject.ts";

/** Methodology section 4, for the version that holds on `day`. */
export function factsOn(subject: Subject, day: number, view: ControlView): Facts {
  return {
    is_operating: isOperating(subject, day),
    criticality: subject.criticality,
    evaluated: anyOf(subject.evaluations, (evaluation) => evaluatedOn(evaluation, day)),
    fallback: anyOf(subject.fallbacks, (fallback) => fallbackOn(fallback, day, view)),
    alternative: anyOf(subject.alternatives, (alternative) => alternativeOn(alternative, day, view)),
  };
}

function isOperating({ is_production, deployed_on, retired_on }: Subject, day: number): boolean {
  return (
    is_production && (deployed_on === undefined || deployed_on <= day) && (retired_on === undefined || day < retired_on)
  );
}

function anyOf<T>(list: readonly T[] | undefined, answer: (item: T) => Answer): Answer {
  if (!list) return unknown;
  let greatest: Answer = no;
  for (const item of list) greatest = Math.max(greatest, answer(item)) as Answer;
  return greatest;
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
  return isInternal(fallback, day, view);
}

function alternativeOn(alternative: SubjectAlternative, day: number, view: ControlView): Answer {
  if (!alternative.is_available || !covers(alternative.available, day)) return no;
  const internal = isInternal(alternative, day, view);
  if (internal !== yes) return internal;
  if (alternative.sufficient_capacity === undefined) return unknown;
  return alternative.sufficient_capacity ? yes : no;
}

/** Whether the jurisdiction of a fallback or alternative is internal on the day; unknown when it has none. */
function isInternal(located: Located, day: number, view: ControlView): Answer {
  const jurisdiction = jurisdictionOn(located, day, view);
  if (jurisdiction === undefined) return unknown;
  return view.internal.get(jurisdiction)?.some((at) => covers(at, day)) ? yes : no;
}

function jurisdictionOn({ jurisdiction, provider }: Located, day: number, view: ControlView): string | undefined {
  if (jurisdiction !== undefined || provider === undefined) return jurisdiction;
  return view.control.get(provider)?.find((entry) => covers(entry, day))?.jurisdiction;
}

/** Every day on which a fact of the subject may change, unsorted and with repeats. */
export function changeDays(subject: Subject, view: ControlView): number[] {
  const days: (number | undefined)[] = [subject.deployed_on, subject.retired_on];
  // Facts over lists are kept for critical workloads only, so nothing else of the others can change.
  if (subject.criticality !== "critical") return days.filter((day) => day !== undefined);
  for (const { completed_on, lapse } of subject.evaluations ?? []) days.push(completed_on, lapse);
  for (const item of [...(subject.fallbacks ?? []), ...(subject.alternatives ?? [])]) {
    days.push(item.available.from, item.available.until);
    if (item.jurisdiction !== undefined) days.push(...internalDays(item.jurisdiction, view));
    else if (item.provider !== undefined) {
      for (const entry of view.control.get(item.provider) ?? []) {
        days.push(entry.from, entry.until, ...internalDays(entry.jurisdiction, view));
      }
    }
  }
  return days.filter((day) => day !== undefined);
}

const internalDays = (jurisdiction: string, view: ControlView): number[] =>
  (view.internal.get(jurisdiction) ?? []).flatMap(({ from, until }) => [from, until]);
