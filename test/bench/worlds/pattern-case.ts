import { dateOf, dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import type { CaseFile } from "#services/cases/case-file.ts";
import { agencyName, type patternCount, worldParties } from "./parties.ts";
import { createRandom, type Random } from "#services/demo/random.ts";
import { firstVersion, nextVersion } from "./workload-story.ts";

/** Days that a world covers, from its first inventories on. */
export const worldFrom = "2024-09-30";
export const worldDays = 730;
export const worldUntil = dateOf(dayOf(worldFrom) + worldDays);

const weeklyShare = 0.02;
/** Inventories are filed in full now and then, and what changed every week. */
const weeksBetweenInventories = 26;

/** Of all workloads, those of each pattern agency: a few agencies have many. */
const shares = [0.4, 0.25, 0.2, 0.12, 0.03] as const;
// Fails to compile when there is not one for each.
true satisfies typeof shares extends { length: typeof patternCount } ? true : never;

/** Two years of filings by the agencies that the others are copies of, with so many workloads in all. */
export function patternCase(workloads: number): CaseFile {
  const random = createRandom(20_26);
  const parties = worldParties(random);
  const others = shares.slice(1).map((share) => Math.max(1, Math.round(workloads * share)));
  const first = workloads - others.reduce((sum, count) => sum + count, 0);
  const pushes = [first, ...others].flatMap((count, pattern) => filings(pattern, count, random));
  return { ...parties, pushes, queries: [] };
}

function filings(pattern: number, workloads: number, random: Random): CaseFile["pushes"] {
  const agency = agencyName(pattern, 0);
  const start = dayOf(worldFrom);
  const inventory = Array.from({ length: workloads }, (_, index) => firstVersion(`w${index}`, start, random));
  const pushes: CaseFile["pushes"] = [];
  for (let week = 0; week * 7 < worldDays; week += 1) {
    const day = start + week * 7;
    const changed: Workload[] = [];
    if (week > 0) {
      for (const [index, workload] of inventory.entries()) {
        if (!random.chance(weeklyShare)) continue;
        const next = nextVersion(workload, day, random);
        inventory[index] = next;
        changed.push(next);
      }
    }
    const complete = week % weeksBetweenInventories === 0;
    if (!complete && changed.length === 0) continue;
    pushes.push({
      agency,
      reference_date: dateOf(day),
      received_at: new Date(day * 86_400_000 + 8 * 3_600_000 + pattern * 60_000).toISOString(),
      complete,
      workloads: complete ? [...inventory] : changed,
    });
  }
  return pushes;
}
