import type { Subject, SubjectEvaluation } from "./subject.ts";

/** Methodology section 4, qualifying evaluation: completed on a given day, not failed, by somebody independent. */
export type QualifyingEvaluation = SubjectEvaluation & { completed_on: number };

export function qualifyingEvaluations({ evaluations }: Pick<Subject, "evaluations">): QualifyingEvaluation[] {
  return (evaluations ?? []).filter(
    (each): each is QualifyingEvaluation =>
      each.is_completed &&
      !each.is_failed &&
      each.completed_on !== undefined &&
      (each.independence === "independent" || each.independence === "accredited"),
  );
}
