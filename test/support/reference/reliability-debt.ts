import type { Finding } from "./case-world.ts";
import { daysBetween, isInWindow, latest } from "./dates.ts";
import type { HeldWorkload } from "./held-workloads.ts";
import { published, rational } from "./rational.ts";
import { evaluated, isInC, operatingSince, qualifyingEvaluations } from "./workload-facts.ts";

export interface Stock {
  items: number;
  days: number;
}

export interface ReliabilityDebt {
  testing: Stock;
  audit: Stock;
  unverified: Stock;
  correction: Stock;
  findings_unreported: number;
  pace: { deployments: number; evaluations: number; ratio: number | null; clearing_days: number | null };
}

/** Section 5, Reliability debt: over C(d). */
export function reliabilityDebtOf(held: HeldWorkload[], date: string): ReliabilityDebt {
  const critical = held.filter(({ workload }) => isInC(workload, date));
  const opened = critical.map((item) => evaluationDebt(item, date));
  const stockOf = (kind: DebtKind): Stock =>
    stock(
      opened.filter((debt) => debt.kind === kind).map(({ since }) => since),
      date,
    );
  const [testing, audit, unverified] = [stockOf("testing"), stockOf("audit"), stockOf("unverified")];
  const findings = critical.flatMap(({ workload }) => workload.findings ?? []);
  return {
    testing,
    audit,
    unverified,
    correction: stock(
      findings.flatMap((finding) => overdueSince(finding, date)),
      date,
    ),
    findings_unreported: critical.filter(({ workload }) => !workload.findings).length,
    pace: paceOf(critical, date, testing.items + audit.items),
  };
}

type DebtKind = "testing" | "audit" | "unverified" | "none";

/** An item of 0 days is an item. */
const stock = (since: string[], date: string): Stock => ({
  items: since.length,
  days: since.reduce((days, from) => days + daysBetween(from, date), 0),
});

function evaluationDebt(held: HeldWorkload, date: string): { kind: DebtKind; since: string } {
  const since = operatingSince(held);
  const answer = evaluated(held.workload, date);
  if (answer === "yes") return { kind: "none", since };
  if (answer === "unknown") return { kind: "unverified", since };
  const completed = qualifyingEvaluations(held.workload).filter((evaluation) => evaluation.completed <= date);
  if (completed.length === 0) return { kind: "testing", since };
  // All of them have lapsed, or evaluated would be yes; a lapse before completion counts too.
  return { kind: "audit", since: latest([...completed.map(({ lapse }) => lapse!), since])! };
}

/** From `due_on`, even when that lies before `opened_on`. */
function overdueSince({ opened_on, due_on, corrected_on }: Finding, date: string): string[] {
  const isOpen = opened_on <= date && (!corrected_on || corrected_on > date);
  return isOpen && due_on && due_on < date ? [due_on] : [];
}

const paceDays = 90;

function paceOf(critical: HeldWorkload[], date: string, debtItems: number): ReliabilityDebt["pace"] {
  const deployments = critical.filter((held) => isInWindow(operatingSince(held), date, paceDays)).length;
  const evaluations = critical.filter(({ workload }) =>
    qualifyingEvaluations(workload).some(({ completed }) => isInWindow(completed, date, paceDays)),
  ).length;
  return {
    deployments,
    evaluations,
    ratio: deployments === 0 ? null : published(rational(evaluations, deployments)),
    clearing_days: evaluations === 0 ? null : published(rational(paceDays * debtItems, evaluations)),
  };
}
