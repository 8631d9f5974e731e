import { type Answer, anyOf } from "./answers.ts";
import type { Fallback, Scenario, Workload } from "./case-world.ts";
import { latest } from "./dates.ts";
import type { KnownWorld } from "./known-world.ts";
import { jurisdictionOf } from "./parties.ts";
import { isInC, isUsable } from "./workload-facts.ts";

export const withdrawalClasses = [
  "unaffected",
  "continues_tested",
  "continues_untested",
  "interrupted",
  "dark",
  "unknown",
] as const;
export type WithdrawalClass = (typeof withdrawalClasses)[number];
export type Withdrawal = Record<string, Record<WithdrawalClass, number>>;

/** Section 5, WITHDRAWAL: each workload of C(d) in one class, for every scenario that is known; zeros included. */
export function withdrawalOf(known: KnownWorld, workloads: Workload[], date: string): Withdrawal {
  const critical = workloads.filter((workload) => isInC(workload, date));
  return Object.fromEntries(
    [...known.scenarios].map(([name, scenario]) => {
      const classes = critical.map((workload) => classOf(known, scenario, workload, date));
      const countOf = (wanted: WithdrawalClass): number => classes.filter((found) => found === wanted).length;
      return [name, Object.fromEntries(withdrawalClasses.map((wanted) => [wanted, countOf(wanted)]))];
    }),
  ) as Withdrawal;
}

type Supplied = { provider?: string | null; jurisdiction?: string | null };

function isWithdrawn(known: KnownWorld, scenario: Scenario, item: Supplied, date: string): Answer {
  if (item.provider && scenario.providers.includes(item.provider)) return "yes";
  const jurisdiction = jurisdictionOf(known, item, date);
  if (jurisdiction !== undefined) return scenario.jurisdictions.includes(jurisdiction) ? "yes" : "no";
  return scenario.jurisdictions.length > 0 || !item.provider ? "unknown" : "no";
}

function classOf(known: KnownWorld, scenario: Scenario, workload: Workload, date: string): WithdrawalClass {
  const hit = anyOf(workload.components, ({ provider, substitutability }) => {
    if (substitutability === "easily") return "no";
    return provider ? isWithdrawn(known, scenario, { provider }, date) : "unknown";
  });
  if (hit === "no") return "unaffected";
  if (hit === "unknown" || !workload.fallbacks) return "unknown";

  const usable = workload.fallbacks.filter((fallback) => isUsable(fallback, date));
  const standing = (wanted: Answer): Fallback[] =>
    usable.filter((fallback) => isWithdrawn(known, scenario, fallback, date) === wanted);
  const [viable, doubtful] = [standing("no"), standing("unknown")];
  const times = viable.map((fallback) => ({
    tested: testedMinutes(fallback, date),
    declared: fallback.switchover_minutes ?? undefined,
  }));
  const isInTime = (minutes: number | undefined): boolean =>
    minutes !== undefined && minutes <= scenario.notice_minutes;
  if (times.some(({ tested }) => isInTime(tested))) return "continues_tested";
  if (times.some(({ tested, declared }) => tested === undefined && isInTime(declared))) return "continues_untested";
  if (times.some(({ tested, declared }) => (tested ?? declared) !== undefined)) return "interrupted";
  return viable.length + doubtful.length > 0 ? "unknown" : "dark";
}

/** Minutes of the latest successful drill that has minutes; of several on that day the fewest. */
function testedMinutes({ drills }: Fallback, date: string): number | undefined {
  const timed = (drills ?? []).flatMap(({ on, minutes, succeeded }) =>
    succeeded === true && on <= date && typeof minutes === "number" ? [{ on, minutes }] : [],
  );
  const last = latest(timed.map(({ on }) => on));
  const minutes = timed.filter(({ on }) => on === last).map((drill) => drill.minutes);
  return minutes.length > 0 ? Math.min(...minutes) : undefined;
}
