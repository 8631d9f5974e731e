import type { Workload } from "#schema/workload.ts";
import { type BorderDates, plusDays } from "./border-dates.ts";
import type { Draw } from "./draw.ts";
import { randomWorkload, type WorkloadSources } from "./random-workload.ts";

export interface RandomPush {
  agency: string;
  reference_date: string;
  received_at: string;
  complete: boolean;
  workloads: Workload[];
}

/** What one agency files: late and early, corrected, complete and not, with workloads that leave and come back. */
export function randomPushes(agency: string, workloads: number, sources: WorkloadSources): RandomPush[] {
  const { draw, dates } = sources;
  const ids = draw.listOf(workloads, (index) => `w${index}`);
  const states = createStates(sources);
  const pushes: RandomPush[] = [];
  for (let count = draw.between(3, 8); count > 0; count -= 1) {
    const corrected = pushes.length > 0 && draw.chance(0.3) ? draw.pick(pushes) : undefined;
    const reference_date = corrected?.reference_date ?? randomReferenceDate(draw, dates);
    const complete = draw.chance(0.6);
    const listed = draw.some(ids, complete ? draw.pick([1, 0.8, 0.4, 0]) : draw.pick([0.5, 0.2, 0]));
    pushes.push({
      agency,
      reference_date,
      received_at: randomReceipt(reference_date, draw),
      complete,
      workloads: listed.map((id) => states.next(id)),
    });
  }
  return pushes;
}

/** Borders of COVERAGE, the queried date itself, and days long before, so that most workloads have a version. */
function randomReferenceDate(draw: Draw, dates: BorderDates): string {
  return draw.chance(0.5) ? dates.near(0, 92, 92) : plusDays(draw.pick(dates.queried), -draw.between(20, 500));
}

const timesOfDay = ["00:00:00.000Z", "12:00:00Z", "23:59:59.999Z"] as const;

/** From the day before the reference date, the earliest that the server takes, to much later. */
function randomReceipt(referenceDate: string, draw: Draw): string {
  const day = plusDays(referenceDate, draw.pick([-1, 0, 0, 1, 5, 40, 200, 500]));
  return `${day}T${draw.pick(timesOfDay)}`;
}

/** What is said of a workload next: the same again, what was said before that, one field anew, or another record. */
function createStates(sources: WorkloadSources): { next(id: string): Workload } {
  const { draw } = sources;
  const said = new Map<string, Workload[]>();
  function following(id: string, before: readonly Workload[]): Workload {
    const last = before.at(-1);
    const fresh = randomWorkload(id, sources);
    if (!last || draw.chance(0.25)) return fresh;
    if (draw.chance(0.3)) return last;
    if (draw.chance(0.25)) return draw.pick(before);
    const field = draw.pick(Object.keys(fresh)) as keyof Workload;
    return { ...last, [field]: fresh[field] };
  }
  return {
    next(id) {
      const before = said.get(id) ?? [];
      const workload = following(id, before);
      said.set(id, [...before, workload]);
      return workload;
    },
  };
}
