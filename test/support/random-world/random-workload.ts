import type { Workload } from "#schema/workload.ts";
import { type BorderDates, plusDays } from "./border-dates.ts";
import type { Draw } from "./draw.ts";

type ItemOf<List extends keyof Workload> = Extract<NonNullable<Workload[List]>, readonly unknown[]>[number];

export interface WorkloadSources {
  draw: Draw;
  dates: BorderDates;
  providers: readonly string[];
  jurisdictions: readonly string[];
}

/** The record's own words; notices of scenarios lie on and beside the minutes. */
export const minutes = [0, 59, 60, 61, 90, 1_440, 1_441] as const;
const functions = ["01", "01.1.1", "03.1", "07", "07.3", "10.9.0"];
const layers = ["model", "model", "compute", "compute", "software", "accelerator", "data", "energy"] as const;
const everyLayer = ["application", "memory", "fabrication", "equipment", "minerals"] as const;

/** A record that the schema takes, its dates on and beside the borders of the rules. */
export function randomWorkload(id: string, sources: WorkloadSources): Workload {
  const { draw, dates } = sources;
  const list = <Item>(item: (index: number) => Item): Item[] | null => {
    if (draw.chance(0.15)) return null;
    return draw.chance(0.15) ? [] : draw.listOf(draw.between(1, 3), item);
  };
  const evaluations = list((index) => randomEvaluation(index, sources));
  const deployed_on = draw.chance(0.3) ? null : draw.chance(0.4) ? dates.near(0, 0, 90) : dates.before();
  return withoutSomeNulls(draw, {
    id,
    name: `Workload ${id}`,
    function: draw.chance(0.15) ? null : draw.pick(functions),
    regulated: draw.pick([true, true, true, false, null]),
    criticality: draw.pick(["critical", "critical", "critical", "critical", "non-critical", "not-assessed"]),
    stage: draw.chance(0.75) ? "production" : draw.pick(["planned", "development", "pilot", "retired"]),
    initiated_on: draw.chance(0.1)
      ? null
      : draw.chance(0.5)
        ? dates.near(0, 1096, 1096)
        : plusDays(dates.before(), -200),
    deployed_on,
    retired_on: randomRetirement(deployed_on, sources),
    substantially_modified_on: randomModification(evaluations ?? [], sources),
    components: draw.chance(0.35) ? wholeStack(sources) : list(() => randomComponent(sources)),
    evaluations,
    fallbacks: list((index) => randomFallback(index, sources)),
    alternatives: list(() => randomAlternative(sources)),
    findings: list((index) => randomFinding(index, sources)),
  });
}

/** Null and absent say the same, so both occur. */
function withoutSomeNulls(draw: Draw, workload: Workload): Workload {
  return Object.fromEntries(
    Object.entries(workload).filter(([, value]) => value !== null || draw.chance(0.5)),
  ) as Workload;
}

function randomRetirement(deployed: string | null, { draw, dates }: WorkloadSources): string | null {
  if (draw.chance(0.7)) return null;
  return deployed && draw.chance(0.5) ? dates.beside(deployed) : dates.near(0);
}

function randomModification(
  evaluations: readonly ItemOf<"evaluations">[],
  { draw, dates }: WorkloadSources,
): string | null {
  const completed = evaluations.flatMap(({ completed_on }) => completed_on ?? []);
  if (draw.chance(0.6)) return null;
  return completed.length > 0 && draw.chance(0.6) ? dates.beside(draw.pick(completed)) : dates.near(0);
}

/** A model on compute of two providers, one of them named twice. */
function wholeStack(sources: WorkloadSources): ItemOf<"components">[] {
  const [model, one, other] = [randomComponent(sources), randomComponent(sources), randomComponent(sources)];
  return [
    { ...model, layer: "model" },
    { ...one, layer: "compute" },
    { ...one, layer: "compute" },
    { ...other, layer: "compute" },
  ];
}

function randomComponent({ draw, providers }: WorkloadSources): ItemOf<"components"> {
  return {
    layer: draw.chance(0.9) ? draw.pick(layers) : draw.pick(everyLayer),
    provider: draw.chance(0.12) ? null : draw.pick(providers),
    weights: draw.pick(["open", "open", "closed", null]),
    substitutability: draw.pick(["not-substitutable", "highly-complex", "medium", "easily", null]),
  };
}

function randomEvaluation(index: number, { draw, dates }: WorkloadSources): ItemOf<"evaluations"> {
  const completed_on = draw.chance(0.12) ? null : draw.chance(0.5) ? dates.near(0, 90) : dates.before();
  const lapses = [null, dates.near(0), dates.near(0), plusDays(completed_on ?? dates.before(), 365)];
  if (completed_on) lapses.push(dates.beside(completed_on));
  return {
    id: `e${index}`,
    status: draw.chance(0.85) ? "completed" : draw.pick(["planned", "in-progress", "waived"]),
    independence: draw.pick(["independent", "independent", "accredited", "internal", null]),
    completed_on,
    valid_until: draw.chance(0.03) ? dates.outermost() : draw.pick(lapses),
    outcome: draw.pick(["passed", "passed", "passed-with-conditions", "failed", null]),
  };
}

function randomFallback(
  index: number,
  { draw, dates, providers, jurisdictions }: WorkloadSources,
): ItemOf<"fallbacks"> {
  const days = [dates.near(0, 365), dates.near(0, 365), dates.before()];
  return {
    id: `f${index}`,
    kind: draw.pick(["alternative-provider", "pooled-compute", "on-premises", "manual", "degraded"]),
    provider: draw.chance(0.25) ? null : draw.pick(providers),
    jurisdiction: draw.chance(0.6) ? null : draw.pick(jurisdictions),
    available_from: dates.ending(),
    available_until: dates.ending(),
    switchover_minutes: draw.chance(0.15) ? null : draw.pick(minutes),
    capacity_share: draw.pick([0, 0.5, 1, 1, 1, 1, null]),
    drills: draw.chance(0.25)
      ? draw.pick([null, []])
      : draw.listOf(draw.between(1, 4), () => ({
          on: draw.pick(days), // of three days, so that drills share one
          minutes: draw.chance(0.15) ? null : draw.pick(minutes),
          succeeded: draw.chance(0.75) || draw.pick([false, null]),
        })),
  };
}

function randomAlternative({ draw, dates, providers, jurisdictions }: WorkloadSources): ItemOf<"alternatives"> {
  return {
    provider: draw.chance(0.2) ? null : draw.pick(providers),
    jurisdiction: draw.chance(0.6) ? null : draw.pick(jurisdictions),
    status: draw.chance(0.8) ? "available" : draw.pick(["planned", "withdrawn"]),
    available_from: dates.ending(),
    available_until: dates.ending(),
    sufficient_capacity: draw.pick([true, true, false, null]),
  };
}

function randomFinding(index: number, { draw, dates }: WorkloadSources): ItemOf<"findings"> {
  const opened_on = draw.chance(0.5) ? dates.near(0) : dates.before();
  return {
    id: `x${index}`,
    kind: draw.pick(["test", "audit", "incident"]),
    severity: draw.pick(["low", "medium", "high", "critical"]),
    opened_on,
    due_on: draw.pick([null, dates.near(0), dates.before(), dates.beside(opened_on), plusDays(opened_on, 30)]),
    corrected_on: draw.chance(0.55) ? null : dates.near(0),
  };
}
