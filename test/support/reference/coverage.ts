import type { Agency } from "./case-world.ts";
import { covers, isInWindow } from "./dates.ts";
import type { KnownWorld } from "./known-world.ts";
import { type Share, shareOf } from "./shares.ts";

const reportingDays = 92;

/** Section 5, COVERAGE: any push that is known counts, whatever it lists and whether or not a later one replaced it. */
export function coverageOf({ pushes }: KnownWorld, agencies: Agency[], date: string): Share {
  const hasReported = ({ id }: Agency): boolean =>
    pushes.some(({ agency, reference_date }) => agency === id && isInWindow(reference_date, date, reportingDays));
  return shareOf(
    agencies
      .filter(({ registered_on, closed_on }) => covers(registered_on, closed_on, date))
      .map((agency) => (hasReported(agency) ? "yes" : "no")),
  );
}
