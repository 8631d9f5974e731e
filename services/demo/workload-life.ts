import { dateOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";
import type { AgencyKind } from "./demo-parties.ts";
import { chosenProviders, fallbackProviders } from "./demo-parties.ts";
import type { Random } from "./random.ts";

type List = "components" | "evaluations" | "fallbacks" | "alternatives" | "findings";
type Item<Name extends List> = NonNullable<Workload[Name]>[number];

/** Everything that will ever happen to a workload, with the day on which it does. What an inventory says is what happened by then. */
export interface WorkloadLife {
  id: string;
  name: string;
  division: string;
  regulated: boolean;
  criticality: Workload["criticality"];
  /** From which day somebody has assessed how critical it is. */
  assessed_on: number;
  initiated_on: number;
  deployed_on: number;
  retired_on: number | undefined;
  modified_on: number | undefined;
  components: Item<"components">[];
  evaluations: { planned_on: number; completed_on: number; item: Omit<Item<"evaluations">, "status"> }[];
  fallbacks: {
    from: number;
    item: Omit<Item<"fallbacks">, "drills">;
    drills: { on: number; minutes: number; succeeded: boolean }[];
  }[];
  alternatives: { from: number; item: Item<"alternatives"> }[];
  findings: {
    opened_on: number;
    due_on: number | undefined;
    corrected_on: number;
    item: Omit<Item<"findings">, "opened_on" | "due_on" | "corrected_on">;
  }[];
}

/** What an agency does not yet report on a day; everything before it is "not reported", which is not "none". */
export interface Reporting {
  fallbacks_from: number;
  alternatives_from: number;
  findings_from: number;
}

const year = 365;

/** `start` is the day of the first inventories, `last` that of the last. Agencies of a member differ by how `diligent` it is, 0 to 1. */
export function workloadLife(
  { id, kind, start, last, diligent }: { id: string; kind: AgencyKind; start: number; last: number; diligent: number },
  random: Random,
): WorkloadLife {
  const deployed = random.chance(0.55) ? start - random.integer(20, 1_100) : random.integer(start, last + 60);
  const isCritical = random.chance(0.5);
  return {
    id,
    name: `${random.pick(kind.purposes)} ${id.split("-").at(-1) ?? ""}`,
    division: random.pick(kind.functions),
    regulated: random.chance(0.6),
    criticality: isCritical ? "critical" : "non-critical",
    assessed_on: random.chance(0.75) ? 0 : random.integer(start, last + 200),
    initiated_on: deployed - random.integer(90, 620),
    deployed_on: deployed,
    retired_on: random.chance(0.08) ? deployed + random.integer(300, 1_400) : undefined,
    modified_on: random.chance(0.2) ? random.integer(Math.max(deployed, start - 100), last + 200) : undefined,
    components: components(random),
    evaluations: evaluations(deployed, last, diligent, random),
    fallbacks: fallbacks(deployed, last, diligent, random),
    alternatives: random.chance(0.25 + 0.3 * diligent) ? [alternative(start, last, random)] : [],
    findings: findings(deployed, last, diligent, random),
  };
}

function components(random: Random): Item<"components">[] {
  const layer = (name: Item<"components">["layer"], weights: Item<"components">["weights"]): Item<"components"> => ({
    layer: name,
    provider: random.chance(0.96) ? random.pick(chosenProviders) : null,
    weights,
    substitutability: random.pick(["not-substitutable", "highly-complex", "highly-complex", "medium", "easily", null]),
    contract_notice_minutes: random.pick([null, 0, 1_440, 43_200, 129_600]),
  });
  const stack = [layer("model", random.pick(["open", "closed", "closed"])), layer("compute", null)];
  if (random.chance(0.6)) stack.unshift(layer("application", null));
  if (random.chance(0.3)) stack.push(layer("data", null));
  if (random.chance(0.2)) stack.push(layer("accelerator", null));
  return stack;
}

function evaluations(deployed: number, last: number, diligent: number, random: Random): WorkloadLife["evaluations"] {
  const found: WorkloadLife["evaluations"] = [];
  // A diligent member evaluates sooner and again in time; each year evaluations come a little sooner.
  let completed = deployed + random.integer(-60, Math.round(700 - 400 * diligent));
  for (let index = 0; completed < last + 120 && random.chance(0.5 + 0.4 * diligent); index += 1) {
    const valid = random.integer(year, 2 * year);
    found.push({
      planned_on: completed - random.integer(30, 150),
      completed_on: completed,
      item: {
        id: `evaluation-${index + 1}`,
        kind: random.pick(["safety", "security", "bias", "reliability"]),
        independence: random.pick(["independent", "independent", "independent", "accredited", "internal", null]),
        completed_on: null,
        valid_until: dateOf(completed + valid),
        outcome: random.pick(["passed", "passed", "passed", "passed-with-conditions", "failed", null]),
      },
    });
    completed += valid + random.integer(-60, Math.round(240 - 200 * diligent));
  }
  return found;
}

function fallbacks(deployed: number, last: number, diligent: number, random: Random): WorkloadLife["fallbacks"] {
  if (!random.chance(0.3 + 0.5 * diligent)) return [];
  const isManual = random.chance(0.3);
  const from = deployed + random.integer(-30, 600);
  const minutes = random.pick([30, 60, 240, 1_440, 4_320, 20_160]);
  const drills: WorkloadLife["fallbacks"][number]["drills"] = [];
  for (
    let on = from + random.integer(60, 500);
    on < last && random.chance(0.3 + 0.5 * diligent);
    on += random.integer(200, 420)
  ) {
    drills.push({ on, minutes: Math.round(minutes * (0.6 + random.next() * 1.2)), succeeded: random.chance(0.82) });
  }
  return [
    {
      from,
      item: {
        id: "fallback-1",
        kind: isManual ? "manual" : random.pick(["alternative-provider", "pooled-compute", "on-premises", "degraded"]),
        provider: isManual ? null : random.pick(fallbackProviders),
        jurisdiction: isManual ? random.pick(["BV", "HM", "GS", "TF", "AQ"]) : null,
        available_from: dateOf(from),
        available_until: random.chance(0.15) ? dateOf(from + random.integer(200, 900)) : null,
        switchover_minutes: random.chance(0.85) ? minutes : null,
        capacity_share: random.pick([0.25, 0.5, 1, 1, null, 0]),
      },
      drills,
    },
  ];
}

function alternative(start: number, last: number, random: Random): WorkloadLife["alternatives"][number] {
  const from = random.integer(start - 200, last);
  return {
    from,
    item: {
      provider: random.pick(fallbackProviders),
      status: random.pick(["available", "available", "planned", "withdrawn"]),
      available_from: dateOf(from),
      available_until: null,
      sufficient_capacity: random.pick([true, true, false, null]),
    },
  };
}

function findings(deployed: number, last: number, diligent: number, random: Random): WorkloadLife["findings"] {
  const found: WorkloadLife["findings"] = [];
  for (
    let opened = deployed + random.integer(0, 400);
    opened < last && random.chance(0.45);
    opened += random.integer(60, 500)
  ) {
    const due = random.chance(0.9) ? opened + random.integer(30, 120) : undefined;
    found.push({
      opened_on: opened,
      due_on: due,
      corrected_on: opened + random.integer(10, Math.round(420 - 280 * diligent)),
      item: {
        id: `finding-${found.length + 1}`,
        kind: random.pick(["test", "audit", "incident"]),
        severity: random.pick(["low", "medium", "high", "critical"]),
      },
    });
  }
  return found;
}

/** What an inventory says of it on a day; undefined before anybody thought of it. */
export function workloadOn(life: WorkloadLife, day: number, reporting: Reporting): Workload | undefined {
  if (day < life.initiated_on) return undefined;
  const isRetired = life.retired_on !== undefined && life.retired_on <= day;
  const isDeployed = life.deployed_on <= day;
  return {
    id: life.id,
    name: life.name,
    function: life.division,
    regulated: life.regulated,
    criticality: day < life.assessed_on ? "not-assessed" : life.criticality,
    stage: isRetired ? "retired" : isDeployed ? "production" : day > life.deployed_on - 60 ? "pilot" : "development",
    initiated_on: dateOf(life.initiated_on),
    deployed_on: isDeployed ? dateOf(life.deployed_on) : null,
    retired_on: isRetired && life.retired_on !== undefined ? dateOf(life.retired_on) : null,
    substantially_modified_on:
      life.modified_on !== undefined && life.modified_on <= day ? dateOf(life.modified_on) : null,
    components: life.components,
    evaluations: life.evaluations
      .filter(({ planned_on }) => planned_on <= day)
      .map(({ completed_on, item }) =>
        completed_on <= day
          ? { ...item, status: "completed" as const, completed_on: dateOf(completed_on) }
          : { ...item, status: "in-progress" as const, valid_until: null, outcome: null },
      ),
    fallbacks: reported(day >= reporting.fallbacks_from, () =>
      life.fallbacks
        .filter(({ from }) => from <= day)
        .map(({ item, drills }) => ({
          ...item,
          drills: drills
            .filter(({ on }) => on <= day)
            .map(({ on, minutes, succeeded }) => ({ on: dateOf(on), minutes, succeeded })),
        })),
    ),
    alternatives: reported(day >= reporting.alternatives_from, () =>
      life.alternatives.filter(({ from }) => from <= day).map(({ item }) => item),
    ),
    findings: reported(day >= reporting.findings_from, () =>
      life.findings
        .filter(({ opened_on }) => opened_on <= day)
        .map(({ item, opened_on, due_on, corrected_on }) => ({
          ...item,
          opened_on: dateOf(opened_on),
          due_on: due_on === undefined ? null : dateOf(due_on),
          corrected_on: corrected_on <= day ? dateOf(corrected_on) : null,
        })),
    ),
  };
}

const reported = <T>(isReported: boolean, list: () => T[]): T[] | null => (isReported ? list() : null);
