import { ratio } from "../ratio.ts";

/** A stock of debt: how many items, and how many days they have run together. */
export interface DebtStock {
  items: number;
  days: number;
}

export interface ReliabilityDebt {
  testing: DebtStock;
  audit: DebtStock;
  unverified: DebtStock;
  correction: DebtStock;
  /** Workloads whose findings were not reported. */
  findings_unreported: number;
  pace: { deployments: number; evaluations: number; ratio: number | null; clearing_days: number | null };
}

/** Items, and the sum of the days (since 1970-01-01) from which they run. */
export interface DebtSums {
  items: number;
  since: number;
}

/** Days over which pace is counted. */
const paceDays = 90;

/** Methodology section 5: on `day` (since 1970-01-01) each item has run for `day - since` days. */
export function reliabilityDebtOf(
  sums: {
    testing: DebtSums;
    audit: DebtSums;
    unverified: DebtSums;
    correction: DebtSums;
    findings_unreported: number;
    deployments: number;
    evaluations: number;
  },
  day: number,
): ReliabilityDebt {
  const { findings_unreported, deployments, evaluations } = sums;
  const stock = ({ items, since }: DebtSums): DebtStock => ({ items, days: day * items - since });
  const owed = sums.testing.items + sums.audit.items;
  return {
    testing: stock(sums.testing),
    audit: stock(sums.audit),
    unverified: stock(sums.unverified),
    correction: stock(sums.correction),
    findings_unreported,
    pace: {
      deployments,
      evaluations,
      ratio: deployments === 0 ? null : ratio(evaluations, deployments),
      clearing_days: evaluations === 0 ? null : ratio(paceDays * owed, evaluations),
    },
  };
}
