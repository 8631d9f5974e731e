import { dateOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import type { CaseFile } from "#services/cases/case-file.ts";
import {
  agencyId,
  type AgencyKind,
  agencyKinds,
  demoParties,
  joiningMember,
  joiningMonth,
  memberIds,
  soldMonth,
  soldParty,
} from "./demo-parties.ts";
import { createRandom, type Random } from "./random.ts";
import { type Reporting, type WorkloadLife, workloadLife, workloadOn } from "./workload-life.ts";

/** Filings of the demonstration: one a month. */
export const demoMonths = 24;

const seed = 1_995;
const dayMs = 86_400_000;

/** How far each member has come, 0 to 1. */
const diligence: Readonly<Record<string, number>> = { ald: 0.85, bor: 0.6, cor: 0.45, dun: 0.3, est: 0.7 };

/** An agency that never files, and one that stopped: what a secretariat has to ask about. */
const silent = "dun-environment";
const overdue = { agency: "cor-schools", lastMonth: demoMonths - 5 };

/**
 * A made-up coalition: five members, forty agencies, two thousand workloads, and two years of monthly filings, with late and
 * corrected ones. The same for the same `lastMonthEnd`, the reference date of the last filings.
 */
export function demoWorld(lastMonthEnd: string): CaseFile {
  const monthEnds = monthEndsUntil(lastMonthEnd);
  const random = createRandom(seed);
  const pushes: CaseFile["pushes"] = [];
  for (const member of memberIds)
    for (const kind of agencyKinds) pushes.push(...filings(member, kind, monthEnds, random));
  const soldDay = (monthEnds[soldMonth] ?? 0) + 1;
  return {
    name: "demo",
    ...demoParties(monthEnds),
    registry: [{ received_at: instant(soldDay + 61, 11, 0), providers: [soldParty(soldDay)] }],
    pushes,
    queries: [],
  };
}

/** Days since 1970-01-01, the last of them `lastMonthEnd`. */
function monthEndsUntil(lastMonthEnd: string): number[] {
  const [year = 0, month = 0] = lastMonthEnd.split("-").map(Number);
  return Array.from({ length: demoMonths }, (_, index) => Date.UTC(year, month - (demoMonths - 1 - index), 0) / dayMs);
}

/** The end of the last month that had ended by an instant, with three weeks for filings to arrive. */
export function lastFiledMonthEnd(now: number): string {
  const at = new Date(now - 22 * dayMs);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 0)).toISOString().slice(0, 10);
}

function filings(member: string, kind: AgencyKind, monthEnds: readonly number[], random: Random): CaseFile["pushes"] {
  const agency = agencyId(member, kind);
  const [start = 0, last = 0] = [monthEnds[0], monthEnds.at(-1)];
  const diligent = diligence[member] ?? 0.5;
  const lives = Array.from({ length: kind.workloads }, (_, index) =>
    workloadLife({ id: `${kind.slug}-${String(index + 1).padStart(3, "0")}`, kind, start, last, diligent }, random),
  );
  const reporting: Reporting = {
    fallbacks_from: random.chance(0.3 + 0.6 * diligent) ? 0 : random.integer(start + 60, last + 200),
    alternatives_from: random.chance(0.6 * diligent) ? 0 : random.integer(start + 120, last + 300),
    findings_from: random.chance(0.8) ? 0 : random.integer(start, last + 100),
  };
  if (agency === silent) return [];
  return monthEnds.flatMap((day, month) => {
    if (agency === overdue.agency && month > overdue.lastMonth) return [];
    if (member === joiningMember && month < joiningMonth - 3) return [];
    return monthlyFilings({ agency, lives, reporting }, day, last, random);
  });
}

/** One complete filing, sometimes late, sometimes corrected some weeks later, sometimes with a few workloads ahead of it. */
function monthlyFilings(
  { agency, lives, reporting }: { agency: string; lives: readonly WorkloadLife[]; reporting: Reporting },
  day: number,
  last: number,
  random: Random,
): CaseFile["pushes"] {
  const inventory = lives.flatMap((life) => workloadOn(life, day, reporting) ?? []);
  const reference_date = dateOf(day);
  const at = (days: number): string => instant(day + days, random.integer(7, 16), random.integer(0, 59));
  // What arrives after the last filings would be in the future.
  const isLate = day + 80 < last && random.chance(0.05);
  const arrived = isLate ? random.integer(33, 75) : random.integer(3, 20);
  const filing = (days: number, workloads: Workload[], complete = true): CaseFile["pushes"][number] => ({
    agency,
    reference_date,
    received_at: at(days),
    complete,
    workloads,
  });
  if (day + 120 < last && random.chance(0.06))
    return [filing(arrived, inventory.map(withoutEvaluations)), filing(arrived + random.integer(15, 40), inventory)];
  if (inventory.length > 3 && random.chance(0.05))
    return [filing(2, inventory.slice(-3), false), filing(arrived, inventory)];
  return [filing(arrived, inventory)];
}

/** The mistake that a correction mends: the register of evaluations had not been read. */
const withoutEvaluations = (workload: Workload): Workload => ({ ...workload, evaluations: null });

const instant = (day: number, hour: number, minute: number): string =>
  new Date((day * 24 + hour) * 3_600_000 + minute * 60_000).toISOString();
