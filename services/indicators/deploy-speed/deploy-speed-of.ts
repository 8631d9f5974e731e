/** Days from initiation to trustworthy deployment; null where the survival function does not fall that far. */
export interface DeploySpeed {
  n: number;
  events: number;
  inconsistent: number;
  p25: number | null;
  median: number | null;
  p75: number | null;
}

/** Workloads that took, or have waited, this many days. */
export interface DurationCount {
  outcome: "event" | "censored" | "inconsistent";
  days: number;
  count: number;
}

/**
 * Methodology section 5, DEPLOY_SPEED: Kaplan-Meier times. Survival is a ratio of whole numbers and is compared as one; at a tie
 * events come before censorings. `counts` may name a duration more than once and in any order.
 */
export function deploySpeedOf(counts: readonly DurationCount[]): DeploySpeed {
  const byDays = new Map<number, { events: number; leaving: number }>();
  const totals = { event: 0, censored: 0, inconsistent: 0 };
  for (const { outcome, days, count } of counts) {
    totals[outcome] += count;
    if (outcome === "inconsistent") continue;
    const at = byDays.get(days) ?? { events: 0, leaving: 0 };
    at.leaving += count;
    if (outcome === "event") at.events += count;
    byDays.set(days, at);
  }
  const n = totals.event + totals.censored;
  const times: Pick<DeploySpeed, "p25" | "median" | "p75"> = { p25: null, median: null, p75: null };
  const quarters = [
    ["p25", 3n],
    ["median", 2n],
    ["p75", 1n],
  ] as const;
  let atRisk = n;
  // Never brought to lowest terms: that would cost far more than the long factors do.
  let [surviving, outOf] = [1n, 1n];
  for (const [days, { events, leaving }] of [...byDays].sort(([left], [right]) => left - right)) {
    if (events > 0) {
      surviving *= BigInt(atRisk - events);
      outOf *= BigInt(atRisk);
      for (const [name, quarter] of quarters)
        if (times[name] === null && 4n * surviving <= quarter * outOf) times[name] = days;
    }
    atRisk -= leaving;
  }
  return { n, events: totals.event, inconsistent: totals.inconsistent, ...times };
}
