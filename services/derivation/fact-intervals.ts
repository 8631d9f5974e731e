import { constantPieces, overlap } from "./constant-pieces.ts";
import { type CriticalWorkload, criticalFactDays, criticalFactsOn, debtSince } from "./critical-facts.ts";
import { type FactInterval, factValues } from "./fact-values.ts";
import { type CriticalFacts, factBits, pack } from "./facts.ts";
import { type QualifyingEvaluation, qualifyingEvaluations } from "./qualifying.ts";
import { type ControlView, earliestDay, type Interval, latestDay } from "./registry-state.ts";
import type { Subject, SubjectComponent } from "./subject.ts";
import { withdrawalPieces } from "./withdrawal-profile.ts";
import type { Version } from "./workload-history.ts";

/** Days for which an initiation counts: methodology section 5, DEPLOY_SPEED, `d - 1096 < initiated_on <= d`. */
const initiationDays = 1096;

/** Everything that follows from the versions of one workload: intervals of constant facts, of every kind. */
export function factIntervals(versions: readonly Version[], view: ControlView): FactInterval[] {
  const intervals: FactInterval[] = [];
  const firstProduction = versions.find(({ subject }) => subject.is_production)?.from;
  for (const { from, until = latestDay, subject } of versions) {
    const held = { from, until };
    const operates = subject.is_production
      ? overlap(held, { from: subject.deployed_on ?? earliestDay, until: subject.retired_on ?? latestDay })
      : undefined;
    const since = subject.deployed_on ?? firstProduction ?? from;
    const qualifying = qualifyingEvaluations(subject);
    addOperatingPieces(intervals, { subject, qualifying, since, view }, held, operates);
    addDeploymentPiece(intervals, subject, qualifying, held);
    if (!operates || subject.criticality !== "critical") continue;
    addFindingPieces(intervals, subject, operates);
    intervals.push(...withdrawalPieces(subject, operates, view));
    addConcentrationPieces(intervals, subject, operates);
  }
  return intervals;
}

/** Kind `workload`: one piece at least wherever there is a version; its facts are 0 where the workload does not operate. */
function addOperatingPieces(
  intervals: FactInterval[],
  critical: CriticalWorkload,
  held: Interval,
  operates: Interval | undefined,
): void {
  const { criticality, function: division } = critical.subject;
  const idle = factValues("workload", division, 0, 0);
  if (!operates) {
    intervals.push({ from: held.from, until: held.until, values: idle });
    return;
  }
  const before = overlap(held, { from: earliestDay, until: operates.from });
  const after = overlap(held, { from: operates.until, until: latestDay });
  if (before) intervals.push({ ...before, values: idle });
  if (criticality === "critical") {
    const pieces = constantPieces(operates, criticalFactDays(critical), (day) => {
      const facts = criticalFactsOn(critical, day);
      return factValues("workload", division, packCritical(facts), debtSince(critical, day, facts.evaluated));
    });
    intervals.push(...pieces);
  } else {
    const facts = criticality === "not-assessed" ? notAssessedFacts : operatingFacts;
    intervals.push({ ...operates, values: factValues("workload", division, facts, 0) });
  }
  if (after) intervals.push({ ...after, values: idle });
}

const operatingFacts = pack(factBits, { is_operating: true });
const notAssessedFacts = pack(factBits, { is_operating: true, is_not_assessed: true });
const criticalFacts = pack(factBits, { is_operating: true, is_critical: true });
const packCritical = (facts: CriticalFacts): number => criticalFacts | pack(factBits, facts);

/** Correction debt: a finding that is open and past its due date, while the workload is critical and operates. */
function addFindingPieces(intervals: FactInterval[], subject: Subject, operates: Interval): void {
  for (const { opened_on, due_on, corrected_on } of subject.findings ?? []) {
    if (due_on === undefined) continue;
    const overdue = overlap(operates, { from: Math.max(opened_on, due_on + 1), until: corrected_on ?? latestDay });
    if (overdue) intervals.push({ ...overdue, values: factValues("finding", subject.function, 0, due_on) });
  }
}

/** DEPLOY_SPEED: initiation, and the day on which deployment and evaluation were both there. Stage plays no part. */
function addDeploymentPiece(
  intervals: FactInterval[],
  subject: Subject,
  qualifying: readonly QualifyingEvaluation[],
  held: Interval,
): void {
  const { initiated_on, deployed_on = latestDay, retired_on = latestDay } = subject;
  if (!subject.is_regulated || initiated_on === undefined) return;
  const counts = overlap(held, { from: initiated_on, until: initiated_on + initiationDays });
  if (!counts) return;
  let evaluated = latestDay;
  for (const { completed_on } of qualifying) evaluated = Math.min(evaluated, completed_on);
  const trustworthy = Math.max(deployed_on, evaluated);
  const values = factValues("deployment", subject.function, 0, initiated_on);
  values.event_on = trustworthy < retired_on ? trustworthy : latestDay;
  values.ended_on = retired_on;
  intervals.push({ ...counts, values });
}

/** CONCENTRATION: each layer's distinct providers, between which the workload's weight of 1 is spread. */
function addConcentrationPieces(intervals: FactInterval[], subject: Subject, operates: Interval): void {
  const { components = [] } = subject;
  for (const [at, { layer, provider }] of components.entries()) {
    if (provider === undefined || placeOf(components, layer, provider) !== at) continue;
    const values = factValues("concentration", subject.function, 0, 0);
    values.layer = layer;
    values.provider = provider;
    values.provider_count = distinctProviders(components, layer);
    intervals.push({ from: operates.from, until: operates.until, values });
  }
}

/** Where a provider is first named on a layer. */
function placeOf(components: readonly SubjectComponent[], layer: string, provider: string): number {
  let at = 0;
  while (components[at]?.layer !== layer || components[at]?.provider !== provider) at += 1;
  return at;
}

function distinctProviders(components: readonly SubjectComponent[], layer: string): number {
  let count = 0;
  for (const [at, each] of components.entries())
    if (each.layer === layer && each.provider !== undefined && placeOf(components, layer, each.provider) === at)
      count += 1;
  return count;
}
