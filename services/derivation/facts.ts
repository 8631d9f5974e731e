/**
 * Three answers as numbers, so that Kleene's rules are arithmetic: not is `2 - x`, and is the least, or is the greatest.
 * A list's answer is the greatest of its items'; an empty list is `no`, a list not reported is `unknown`.
 */
export type Answer = 0 | 1 | 2;
export const no = 0 satisfies Answer;
export const unknown = 1 satisfies Answer;
export const yes = 2 satisfies Answer;

/** Whether any item of a list is yes; unknown when the list was not reported or an item is unknown. */
export function anyOf<T>(list: readonly T[] | undefined, answer: (item: T) => Answer): Answer {
  if (!list) return unknown;
  let greatest: Answer = no;
  for (const item of list) greatest = Math.max(greatest, answer(item)) as Answer;
  return greatest;
}

/** What holds of a critical workload on every day of an interval on which it operates: methodology sections 4 and 5. */
export interface CriticalFacts {
  evaluated: Answer;
  fallback: Answer;
  alternative: Answer;
  has_open_weight_model: boolean;
  /** Any compute under a jurisdiction that is not internal; no without an open-weight model, which alone is asked about. */
  foreign_compute: Answer;
  /** A fallback that is yes was drilled with success in the last 365 days. */
  is_drilled: boolean;
  /** A qualifying evaluation was completed on or before the day: what it owes, if it owes, is audit debt. */
  was_evaluated: boolean;
  is_findings_unreported: boolean;
  /** Operating since a day in the trailing 90 days. */
  is_deployed_recently: boolean;
  /** A qualifying evaluation was completed in the trailing 90 days. */
  is_evaluated_recently: boolean;
}

interface Bits {
  shift: number;
  width: number;
}

/** Bit positions of the packed facts of kind `workload`, low bit first: docs/facts.md. A position is never used again. */
export const factBits = {
  is_operating: { shift: 0, width: 1 },
  is_critical: { shift: 1, width: 1 },
  is_not_assessed: { shift: 2, width: 1 },
  evaluated: { shift: 3, width: 2 },
  fallback: { shift: 5, width: 2 },
  alternative: { shift: 7, width: 2 },
  foreign_compute: { shift: 9, width: 2 },
  has_open_weight_model: { shift: 11, width: 1 },
  is_drilled: { shift: 12, width: 1 },
  was_evaluated: { shift: 13, width: 1 },
  is_findings_unreported: { shift: 14, width: 1 },
  is_deployed_recently: { shift: 15, width: 1 },
  is_evaluated_recently: { shift: 16, width: 1 },
} as const satisfies Record<"is_operating" | "is_critical" | "is_not_assessed" | keyof CriticalFacts, Bits>;

/** Of kind `withdrawal`: what keeps a scenario's effect from being known. */
export const withdrawalBits = {
  /** Components not reported, or one that is not easily substituted names no provider. */
  is_exposure_unknown: { shift: 0, width: 1 },
  /** The provider of a component that is not easily substituted has no known jurisdiction. */
  is_exposure_jurisdiction_unknown: { shift: 1, width: 1 },
  is_fallbacks_unreported: { shift: 2, width: 1 },
} as const satisfies Record<string, Bits>;

/** One number from named values, each 0 where it is not given. */
export function pack<Name extends string>(
  bits: Readonly<Record<Name, Bits>>,
  values: Partial<Record<Name, Answer | boolean>>,
): number {
  let packed = 0;
  for (const name in values) packed |= Number(values[name] ?? 0) << bits[name].shift;
  return packed;
}
