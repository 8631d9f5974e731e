import type { Workload } from "./case-world.ts";
import { daysBetween, earliest, isInWindow, latest } from "./dates.ts";
import { isAtMost, type Rational, rational, times } from "./rational.ts";
import { qualifyingEvaluations } from "./workload-facts.ts";

export interface DeploySpeed {
  n: number;
  events: number;
  inconsistent: number;
  p25: number | null;
  median: number | null;
  p75: number | null;
}

interface Course {
  days: number;
  isEvent: boolean;
}

/** Section 5, DEPLOY_SPEED: over workloads with a version on the date, whatever their stage. */
export function deploySpeedOf(workloads: Workload[], date: string): DeploySpeed {
  const courses = workloads.flatMap((workload) => courseOf(workload, date));
  const consistent = courses.filter(({ days }) => days >= 0);
  return {
    n: consistent.length,
    events: consistent.filter(({ isEvent }) => isEvent).length,
    inconsistent: courses.length - consistent.length,
    p25: kaplanMeierTime(consistent, rational(3, 4)),
    median: kaplanMeierTime(consistent, rational(1, 2)),
    p75: kaplanMeierTime(consistent, rational(1, 4)),
  };
}

const cohortDays = 1096;

/** From initiation to trustworthy deployment, or to where the view ends; none for a workload outside the population. */
function courseOf(workload: Workload, date: string): Course[] {
  const { regulated, initiated_on, deployed_on, retired_on } = workload;
  if (regulated !== true || !initiated_on || !isInWindow(initiated_on, date, cohortDays)) return [];
  const evaluatedOn = earliest(qualifyingEvaluations(workload).map(({ completed }) => completed));
  const trusted = deployed_on && evaluatedOn ? latest([deployed_on, evaluatedOn]) : undefined;
  if (trusted !== undefined && trusted <= date && (!retired_on || trusted < retired_on))
    return [{ days: daysBetween(initiated_on, trusted), isEvent: true }];
  const lastSeen = retired_on && retired_on < date ? retired_on : date;
  return [{ days: daysBetween(initiated_on, lastSeen), isEvent: false }];
}

/** The smallest event time where the survival function is at or below the level; null where it is not reached. */
function kaplanMeierTime(courses: Course[], level: Rational): number | null {
  const eventTimes = [...new Set(courses.filter(({ isEvent }) => isEvent).map(({ days }) => days))];
  let survival = rational(1);
  for (const time of eventTimes.toSorted((left, right) => left - right)) {
    // At a tie events come before censorings: what is censored on this day is still at risk.
    const atRisk = courses.filter(({ days }) => days >= time).length;
    const events = courses.filter(({ days, isEvent }) => isEvent && days === time).length;
    survival = times(survival, rational(atRisk - events, atRisk));
    if (isAtMost(survival, level)) return time;
  }
  return null;
}
