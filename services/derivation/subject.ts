import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { type Interval, interval } from "./registry-state.ts";

/** What the facts of a workload follow from, with days as numbers: the part of a stored body that derivation reads. */
export interface Subject {
  /** COFOG division 1-10, 0 when not reported. */
  function: number;
  criticality: Workload["criticality"];
  is_production: boolean;
  deployed_on: number | undefined;
  retired_on: number | undefined;
  evaluations: readonly SubjectEvaluation[] | undefined;
  fallbacks: readonly SubjectFallback[] | undefined;
  alternatives: readonly SubjectAlternative[] | undefined;
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
}

export interface SubjectAlternative extends Located {
  is_available: boolean;
  available: Interval;
  sufficient_capacity: boolean | undefined;
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
    deployed_on: day(workload.deployed_on),
    retired_on: day(workload.retired_on),
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
    })),
    alternatives: workload.alternatives?.map((alternative) => ({
      ...locationOf(alternative),
      is_available: alternative.status === "available",
      available: interval(alternative.available_from, alternative.available_until),
      sufficient_capacity: alternative.sufficient_capacity ?? undefined,
    })),
  };
}

const locationOf = (item: { jurisdiction?: string | null; provider?: string | null }): Located => ({
  jurisdiction: item.jurisdiction ?? undefined,
  provider: item.provider ?? undefined,
});

/** Methodology section 4: the earlier of the end of validity and a substantial modification later than the evaluation. */
function lapseOf(completed: number, validUntil: number | undefined, modified: number | undefined): number | undefined {
  const ends = [validUntil, modified !== undefined && modified > completed ? modified : undefined].filter(
    (end) => end !== undefined,
  );
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
