/** What a provider's withdrawal does to a workload, from nothing to dark: methodology section 5, WITHDRAWAL. */
export const withdrawalClasses = [
  "unaffected",
  "continues_tested",
  "continues_untested",
  "interrupted",
  "dark",
  "unknown",
] as const;
export type WithdrawalClass = (typeof withdrawalClasses)[number];

/** Workloads of each class, zeros included. */
export type ClassCounts = Record<WithdrawalClass, number>;

export const classCounts = (counts: Partial<ClassCounts>): ClassCounts => ({
  unaffected: 0,
  continues_tested: 0,
  continues_untested: 0,
  interrupted: 0,
  dark: 0,
  unknown: 0,
  ...counts,
});
