import type { Push, Workload } from "./case-world.ts";
import { earliest, latest } from "./dates.ts";

/** A workload on a date, by the version that holds then. */
export interface HeldWorkload {
  agency: string;
  workload: Workload;
  /** Section 4: reference date of its earliest surviving version in production; undefined when it has none. */
  firstInProduction: string | undefined;
}

/** Section 3: what one agency has on a date, from its pushes in the order in which they were accepted. */
export function heldWorkloads(agency: string, pushes: Push[], date: string): HeldWorkload[] {
  const own = pushes.filter((push) => push.agency === agency);
  const survivors = own.filter((push, at) => !isDiscarded(push, own.slice(at + 1)));
  const completeDates = own.filter(({ complete }) => complete).map(({ reference_date }) => reference_date);
  const ids = new Set(survivors.flatMap(({ workloads }) => workloads.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const versions = versionsOf(id, survivors);
    const from = latest([...versions.keys()].filter((day) => day <= date));
    if (from === undefined || completeDates.some((complete) => from < complete && complete <= date)) return [];
    const inProduction = [...versions].filter(([, { stage }]) => stage === "production").map(([day]) => day);
    return [{ agency, workload: versions.get(from)!, firstInProduction: earliest(inProduction) }];
  });
}

/** A complete push discards all earlier ones for its date. */
const isDiscarded = ({ reference_date }: Push, later: Push[]): boolean =>
  later.some((push) => push.complete && push.reference_date === reference_date);

/** Reference date to version; of two pushes for one date the later overrides what it lists. */
function versionsOf(id: string, survivors: Push[]): Map<string, Workload> {
  return new Map(
    survivors.flatMap(({ reference_date, workloads }) =>
      workloads
        .filter((workload) => workload.id === id)
        .map((workload): [string, Workload] => [reference_date, workload]),
    ),
  );
}
