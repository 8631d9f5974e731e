import { dateOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import { popularProvider, tradedProvider } from "./parties.ts";
import type { Random } from "#services/demo/random.ts";

type Item<Name extends "components" | "evaluations" | "fallbacks" | "alternatives" | "findings"> = NonNullable<
  Workload[Name]
>[number];

const divisions = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"] as const;

/** A workload as an inventory first lists it on `day`: three in four are critical, and most report most lists. */
export function firstVersion(id: string, day: number, random: Random): Workload {
  const deployed = day - random.integer(-250, 1_200);
  const isCritical = random.chance(0.75);
  const reported = <T>(share: number, list: () => T[]): T[] | null => (random.chance(share) ? list() : null);
  return {
    id,
    name: `Case handling ${id}`,
    function: random.chance(0.95) ? random.pick(divisions) : null,
    regulated: random.chance(0.6),
    criticality: isCritical ? "critical" : random.pick(["non-critical", "non-critical", "not-assessed"]),
    stage: random.chance(0.95) ? "production" : random.pick(["pilot", "development", "planned"]),
    initiated_on: random.chance(0.9) ? dateOf(deployed - random.integer(60, 700)) : null,
    deployed_on: random.chance(0.9) ? dateOf(deployed) : null,
    retired_on: random.chance(0.1) ? dateOf(day + random.integer(30, 900)) : null,
    components: reported(0.9, () => Array.from({ length: random.integer(1, 3) }, () => component(random))),
    evaluations: reported(0.9, () => (random.chance(0.9) ? evaluations(day, random) : [])),
    fallbacks: reported(0.9, () => (random.chance(0.75) ? [fallback(day, random)] : [])),
    alternatives: reported(0.8, () => (random.chance(0.4) ? [alternative(day, random)] : [])),
    findings: reported(0.9, () => (random.chance(0.25) ? [finding(day - random.integer(0, 300), random)] : [])),
  };
}

/** The same workload after something has happened to it; one restatement in eight changes no figure. */
export function nextVersion(workload: Workload, day: number, random: Random): Workload {
  const { evaluations, fallbacks, findings, components } = workload;
  const event = random.integer(1, 8);
  if (event <= 3) return { ...workload, evaluations: [...(evaluations ?? []).slice(-2), evaluation(day, random)] };
  if (event === 4) return { ...workload, fallbacks: drilled(fallbacks, day, random) };
  if (event === 5) return { ...workload, findings: [...(findings ?? []).slice(-2), finding(day, random)] };
  if (event === 6) {
    return { ...workload, findings: findings?.map((each) => ({ ...each, corrected_on: dateOf(day) })) ?? null };
  }
  if (event === 7) return { ...workload, components: [component(random), ...(components ?? []).slice(0, 2)] };
  return { ...workload, users_affected: random.integer(1, 1_000_000) };
}

function component(random: Random): Item<"components"> {
  return {
    layer: random.pick(["application", "application", "model", "software", "compute", "compute", "data"]),
    provider: random.chance(0.95) ? popularProvider(random) : null,
    weights: random.pick(["open", "closed", null]),
    substitutability: random.pick(["not-substitutable", "highly-complex", "medium", "easily", null]),
  };
}

const evaluations = (day: number, random: Random): Item<"evaluations">[] =>
  Array.from({ length: random.integer(1, 2) }, () => evaluation(day - random.integer(1, 400), random));

function evaluation(day: number, random: Random): Item<"evaluations"> {
  const completed = day - random.integer(0, 6);
  return {
    id: `e${random.integer(1, 999_999_999)}`,
    status: random.pick(["completed", "completed", "completed", "in-progress"]),
    independence: random.pick(["independent", "independent", "accredited", "internal", null]),
    completed_on: random.chance(0.9) ? dateOf(completed) : null,
    valid_until: random.chance(0.9) ? dateOf(completed + random.integer(180, 730)) : null,
    outcome: random.pick(["passed", "passed", "passed-with-conditions", "failed", null]),
  };
}

function fallback(day: number, random: Random): Item<"fallbacks"> {
  const from = day - random.integer(0, 700);
  return {
    id: `f${random.integer(1, 999_999_999)}`,
    kind: random.pick(["alternative-provider", "pooled-compute", "on-premises", "manual"]),
    // Two in three workloads report a fallback: 1 in 20 of all has this provider.
    provider: random.chance(0.075) ? tradedProvider : popularProvider(random),
    available_from: dateOf(from),
    available_until: random.chance(0.5) ? dateOf(from + random.integer(365, 1_500)) : null,
    switchover_minutes: random.pick([null, 30, 240, 1_440, 10_080]),
    capacity_share: random.pick([null, 1, 0.5]),
    drills: random.chance(0.7) ? [drill(day - random.integer(0, 380), random)] : [],
  };
}

const drill = (day: number, random: Random) => ({
  on: dateOf(day),
  minutes: random.pick([null, 20, 90, 600, 2_000]),
  succeeded: random.chance(0.85),
});

function drilled(fallbacks: Workload["fallbacks"], day: number, random: Random): Workload["fallbacks"] {
  if (!fallbacks || fallbacks.length === 0) return [fallback(day, random)];
  return fallbacks.map((each) => ({ ...each, drills: [...(each.drills ?? []).slice(-2), drill(day, random)] }));
}

function alternative(day: number, random: Random): Item<"alternatives"> {
  return {
    provider: popularProvider(random),
    status: random.pick(["available", "available", "planned", "withdrawn"]),
    available_from: dateOf(day - random.integer(0, 700)),
    available_until: random.chance(0.4) ? dateOf(day + random.integer(30, 700)) : null,
    sufficient_capacity: random.pick([true, true, false, null]),
  };
}

function finding(day: number, random: Random): Item<"findings"> {
  return {
    id: `n${random.integer(1, 999_999_999)}`,
    kind: random.pick(["test", "audit", "incident"]),
    severity: random.pick(["low", "medium", "high", "critical"]),
    opened_on: dateOf(day),
    due_on: random.chance(0.9) ? dateOf(day + random.integer(14, 180)) : null,
    corrected_on: random.chance(0.4) ? dateOf(day + random.integer(7, 300)) : null,
  };
}
