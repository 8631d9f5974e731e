import type { ReliabilityDebt } from "./reliability-debt/reliability-debt-of.ts";
import type { Share } from "./share.ts";

/** Shares over every critical workload that operates. */
const overAll = ["EVAL_GAP", "FALLBACK_GAP", "UNPROTECTED", "ANY_GAP", "ALTERNATIVE_GAP"] as const;

/**
 * Whether a group's figures of one day are about any critical workload that operates: without one, no debt is not "nothing
 * owed". True where the figures that are there cannot tell.
 */
export function countsWorkloads(figures: Readonly<Record<string, unknown>>): boolean {
  const share = overAll.map((code) => figures[code] as Share | undefined).find((each) => each !== undefined);
  if (share) return share.n > 0;
  const debt = figures.RELIABILITY_DEBT as ReliabilityDebt | undefined;
  if (!debt) return true;
  const { testing, audit, unverified, correction, findings_unreported, pace } = debt;
  const seen = [testing, audit, unverified, correction].reduce((sum, { items }) => sum + items, 0);
  return seen + findings_unreported + pace.deployments + pace.evaluations > 0;
}
