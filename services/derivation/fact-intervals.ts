import { constantPieces, overlap } from "./constant-pieces.ts";
import { criticalFactDays, criticalFactsOn, debtSince } from "./critical-facts.ts";
import { type FactInterval, noValues } from "./fact-values.ts";
import { factBits, pack } from "./facts.ts";
import { qualifyingEvaluations } from "./qualifying.ts";
import { type ControlView, earliestDay, type Interval, latestDay } from "./registry-state.ts";
import type { Subject } from "./subject.ts";
import { withdrawalPieces } from "./withdrawal-profile.ts";
import type { Version } from "./workload-history.ts";

/** Days for which an initiation counts: methodology section 5, DEPLOY_SPEED, `d - 1096 < initiated_on <= d`. */
const initiationDays = 1096;

/** Everything that follows from the versions of one workload: intervals of constant facts, of every kind. */
export function factIntervals(versions: readonly Version[], view: ControlView): FactInterval[] {
  const firstProduction = versions.find(({ subject }) => subject.is_production)?.from;
  return versions.flatMap(({ from, until = latestDay, subject }) => {
    const held = { from, until };
    const operates = subject.is_production
      ? overlap(held, { from: subject.deployed_on ?? earliestDay, until: subject.retired_on ?? latestDay })
      : undefined;
    const since = subject.deployed_on ?? firstProduction ?? from;
    const intervals = [...operatingPieces(subject, held, operates, since, view), ...deploymentPieces(subject, held)];
    if (!operates || subject.criticality !== "critical") return intervals;
    return [
      ...intervals,
      ...findingPieces(subject, operates),
      ...withdrawalPieces(subject, operates, view),
      ...concentrationPieces(subject, operates),
    ];
  });
}

/** Kind `workload`: one piece at least wherever there is a version; its facts are 0 where the workload does not operate. */
function operatingPieces(
  subject: Subject,
  held: Interval,
  operates: Interval | undefined,
  operatingSince: number,
  view: ControlView,
): FactInterval[] {
  const { criticality } = subject;
  const idle = { ...noValues, kind: "workload", function: subject.function } as const;
  if (!operates) return [{ ...held, values: idle }];
  const base = {
    is_operating: true,
    is_critical: criticality === "critical",
    is_not_assessed: criticality === "not-assessed",
  };
  const days = criticality === "critical" ? criticalFactDays(subject, operatingSince, view) : [];
  const working = constantPieces(operates, days, (day) => {
    if (criticality !== "critical") return { ...idle, facts: pack(factBits, base) };
    const facts = criticalFactsOn(subject, day, operatingSince, view);
    return {
      ...idle,
      facts: pack(factBits, { ...base, ...facts }),
      since: debtSince(subject, day, operatingSince, facts.evaluated),
    };
  });
  const before = overlap(held, { from: earliestDay, until: operates.from });
  const after = overlap(held, { from: operates.until, until: latestDay });
  return [...(before ? [{ ...before, values: idle }] : []), ...working, ...(after ? [{ ...after, values: idle }] : [])];
}

/** Correction debt: a finding that is open and past its due date, while the workload is critical and operates. */
function findingPieces(subject: Subject, operates: Interval): FactInterval[] {
  return (subject.findings ?? []).flatMap(({ opened_on, due_on, corrected_on }) => {
    if (due_on === undefined) return [];
    const overdue = overlap(operates, { from: Math.max(opened_on, due_on + 1), until: corrected_on ?? latestDay });
    if (!overdue) return [];
    return [
      { ...overdue, values: { ...noValues, kind: "finding" as const, function: subject.function, since: due_on } },
    ];
  });
}

/** DEPLOY_SPEED: initiation, and the day on which deployment and evaluation were both there. Stage plays no part. */
function deploymentPieces(subject: Subject, held: Interval): FactInterval[] {
  const { initiated_on, deployed_on, retired_on = latestDay } = subject;
  if (!subject.is_regulated || initiated_on === undefined) return [];
  const counts = overlap(held, { from: initiated_on, until: initiated_on + initiationDays });
  if (!counts) return [];
  const evaluated = Math.min(...qualifyingEvaluations(subject).map(({ completed_on }) => completed_on));
  const trustworthy = Math.max(deployed_on ?? Infinity, evaluated);
  return [
    {
      ...counts,
      values: {
        ...noValues,
        kind: "deployment",
        function: subject.function,
        since: initiated_on,
        event_on: trustworthy < retired_on ? trustworthy : latestDay,
        ended_on: retired_on,
      },
    },
  ];
}

/** CONCENTRATION: each layer's distinct providers, between which the workload's weight of 1 is spread. */
function concentrationPieces(subject: Subject, operates: Interval): FactInterval[] {
  const layers = new Map<string, Set<string>>();
  for (const { layer, provider } of subject.components ?? []) {
    if (provider === undefined) continue;
    layers.set(layer, (layers.get(layer) ?? new Set()).add(provider));
  }
  return [...layers].flatMap(([layer, providers]) =>
    Array.from(providers, (provider) => ({
      ...operates,
      values: {
        ...noValues,
        kind: "concentration" as const,
        function: subject.function,
        layer,
        provider,
        provider_count: providers.size,
      },
    })),
  );
}
