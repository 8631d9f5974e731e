import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { type Interval, interval } from "./registry-state.ts";

/** What the facts of a workload follow from, with days as numbers: the part of a stored body that derivation reads. */
export interface Subject {
  /** COFOG division 1-10, 0 when not reported. */
  function: number;
  criticality: Workload["criticality"];
  is_production: boolean;
  is_regulated: boolean;
  initiated_on: number | undefined;
  deployed_on: number | undefined;
  retired_on: number | undefined;
  components: readonly SubjectComponent[] | undefined;
  evaluations: readonly SubjectEvaluation[] | undefined;
  fallbacks: readonly SubjectFallback[] | undefined;
  alternatives: readonly SubjectAlternative[] | undefined;
  findings: readonly SubjectFinding[] | undefined;
}

export interface SubjectComponent {
  layer: string;
  provider: string | undefined;
  is_open_weight: boolean;
  is_easily_substitutable: boolean;
}

export interface SubjectEvaluation {
  is_completed: boolean;
  is_failed: boolean;
  independence: "internal" | "independent" | "accredited" | undefined;
  completed_on: number | undefined;
  /** First day on which it no longer holds; undefined: never lapses. Given only with `completed_on`. */
  lapse: number | undefined;
}

export interface SubjectFallback extends Located {
  available: Interval;
  has_capacity: boolean;
  switchover_minutes: number | undefined;
  /** Drills that succeeded; others count for nothing. */
  successes: readonly { on: number; minutes: number | undefined }[];
}

export interface SubjectAlternative extends Located {
  is_available: boolean;
  available: Interval;
  sufficient_capacity: boolean | undefined;
}

export interface SubjectFinding {
  opened_on: number;
  due_on: number | undefined;
  corrected_on: number | undefined;
}

/** Its own jurisdiction when given, else its provider's, else unknown. */
export interface Located {
  jurisdiction: string | undefined;
  provider: string | undefined;
}

const day = (date: string | null | undefined): number | undefined => (date ? dayOf(date) : undefined);

export function subjectOf(workload: Workload): Subject {
  const modified = day(workload.substantially_modified_on);
  return {
    function: workload.function ? Number(workload.function.slice(0, 2)) : 0,
    criticality: workload.criticality,
    is_production: workload.stage === "production",
    is_regulated: workload.regulated === true,
    initiated_on: day(workload.initiated_on),
    deployed_on: day(workload.deployed_on),
    retired_on: day(workload.retired_on),
    components: workload.components?.map(({ layer, provider, weights, substitutability }) => ({
      layer,
      provider: provider ?? undefined,
      is_open_weight: layer === "model" && weights === "open",
      is_easily_substitutable: substitutability === "easily",
    })),
    evaluations: workload.evaluations?.map((evaluation) => {
      const completed = day(evaluation.completed_on);
      return {
        is_completed: evaluation.status === "completed",
        is_failed: evaluation.outcome === "failed",
        independence: evaluation.independence ?? undefined,
        completed_on: completed,
        lapse: completed === undefined ? undefined : lapseOf(completed, day(evaluation.valid_until), modified),
      };
    }),
    fallbacks: workload.fallbacks?.map((fallback) => ({
      ...locationOf(fallback),
      available: interval(fallback.available_from, fallback.available_until),
      has_capacity: fallback.capacity_share !== 0,
      switchover_minutes: fallback.switchover_minutes ?? undefined,
      successes: (fallback.drills ?? [])
        .filter(({ succeeded }) => succeeded === true)
        .map(({ on, minutes }) => ({ on: dayOf(on), minutes: minutes ?? undefined })),
    })),
    alternatives: workload.alternatives?.map((alternative) => ({
      ...locationOf(alternative),
      is_available: alternative.status === "available",
      available: interval(alternative.available_from, alternative.available_until),
      sufficient_capacity: alternative.sufficient_capacity ?? undefined,
    })),
    findings: workload.findings?.map(({ opened_on, due_on, corrected_on }) => ({
      opened_on: dayOf(opened_on),
      due_on: day(due_on),
      corrected_on: day(corrected_on),
    })),
  };
}

const locationOf = (item: { jurisdiction?: string | null; provider?: string | null }): Located => ({
  jurisdiction: item.jurisdiction ?? undefined,
  provider: item.provider ?? undefined,
});

/** Methodology section 4: the earlier of the end of validity and a substantial modification later than the evaluation. */
export function lapseOf(
  completed: number,
  validUntil: number | undefined,
  modified: number | undefined,
): number | undefined {
  if (modified === undefined || modified <= completed) return validUntil;
  return validUntil === undefined ? modified : Math.min(validUntil, modified);
}
