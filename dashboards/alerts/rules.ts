import { indicatorWords } from "../words.ts";
import { select } from "../select.ts";
import type { AlertRule } from "./alert-rule.ts";

/** What is new within a week is told; after that it is known. */
const changeDays = 7;
/** Share of the agencies, in coverage. */
const coverageFall = 0.05;
/** A push keeps an agency from being overdue for so long: methodology, COVERAGE. */
const reportingDays = 92;
const lagSeconds = 60;

const groups = "group_kind IN ('coalition', 'member')";
const groupLabel = "if(group_kind = 'coalition', 'Coalition', group_name)";
/** The newest day that results are of. Not today: after midnight that would be no row, the end of an alert, and its return. */
const newest = (view: "v_coverage" | "v_series" | "v_debt"): string =>
  `(SELECT max(date) FROM ${view} WHERE group_kind = 'coalition')`;
const bothDays = (view: Parameters<typeof newest>[0]): string =>
  `date IN (${newest(view)}, ${newest(view)} - ${changeDays})`;
/** How much more it is than a week ago; NULL where either is not known. */
const rise = (view: Parameters<typeof newest>[0], value: string): string =>
  `anyOrNullIf(${value}, date = ${newest(view)}) - anyOrNullIf(${value}, date = ${newest(view)} - ${changeDays})`;

const coverageFell: AlertRule = {
  uid: "sw-alert-coverage-fell",
  slug: "coverage-fell",
  title: "Coverage fell",
  folder: "coalition",
  sql: select("v_coverage", (column) => ({
    columns: { who: groupLabel, fall: `-(${rise("v_coverage", column.share)})` },
    where: [groups, bothDays("v_coverage")],
    groupBy: [column.group_kind, column.group_id, column.group_name],
    having: ["fall IS NOT NULL"],
    orderBy: ["who"],
  })),
  threshold: coverageFall,
  for: "0s",
  summary: "{{ $labels.who }}: fewer agencies report than a week ago",
  description: `Coverage of {{ $labels.who }} fell by {{ humanizePercentage $values.B.Value }} within ${changeDays} days. Every other figure rests on older words than before.`,
  board: { uid: "sw-coalition-quality", panelId: 7 },
  severity: "warning",
};

const agencyOverdue: AlertRule = {
  uid: "sw-alert-agency-overdue",
  slug: "agency-overdue",
  title: "An agency became overdue",
  folder: "coalition",
  // Only those that crossed the line within the week: one that has been silent for long is known.
  sql: select("v_freshness", (column) => ({
    columns: {
      agency: column.agency_name,
      member: column.member,
      days: `toFloat64(${column.days_since_reference})`,
    },
    where: [
      `${column.is_registered} = 1`,
      `${column.is_overdue} = 1`,
      `${column.days_since_reference} >= ${reportingDays}`,
      `${column.days_since_reference} < ${reportingDays + changeDays}`,
    ],
    orderBy: [column.agency],
  })),
  threshold: 0,
  for: "0s",
  summary: "{{ $labels.agency }} has not reported for a quarter",
  description:
    "The newest push of {{ $labels.agency }} ({{ $labels.member }}) describes a day {{ $values.B.Value }} days ago. Its last words go on counting in every figure.",
  board: { uid: "sw-coalition-quality", panelId: 11 },
  severity: "warning",
};

const unprotectedRose: AlertRule = {
  uid: "sw-alert-unprotected-rose",
  slug: "unprotected-rose",
  title: "Unprotected workloads rose",
  folder: "coalition",
  sql: select("v_series", (column) => ({
    columns: { who: groupLabel, more: rise("v_series", `round(${column.value} * ${column.n})`) },
    where: [groups, `${column.code} = 'UNPROTECTED'`, bothDays("v_series")],
    groupBy: [column.group_kind, column.group_id, column.group_name],
    having: ["more IS NOT NULL"],
    orderBy: ["who"],
  })),
  threshold: 0,
  for: "0s",
  summary: "{{ $labels.who }}: more critical workloads are unprotected than a week ago",
  description: `In {{ $labels.who }} {{ $values.B.Value }} more critical workloads than ${changeDays} days ago have neither evaluation nor fallback, or do not say. ${indicatorWords.UNPROTECTED.good}`,
  board: { uid: "sw-coalition-overview", panelId: 7 },
  severity: "warning",
};

const debtPastDue: AlertRule = {
  uid: "sw-alert-debt-past-due",
  slug: "debt-past-due",
  title: "Findings went past due",
  folder: "coalition",
  sql: select("v_debt", (column) => ({
    columns: { who: groupLabel, more: rise("v_debt", `toInt64(${column.items})`) },
    where: [groups, `${column.kind} = 'correction'`, bothDays("v_debt")],
    groupBy: [column.group_kind, column.group_id, column.group_name],
    having: ["more IS NOT NULL"],
    orderBy: ["who"],
  })),
  threshold: 0,
  for: "0s",
  summary: "{{ $labels.who }}: more findings are past their due date than a week ago",
  description: `In {{ $labels.who }} {{ $values.B.Value }} more findings than ${changeDays} days ago are past their due date and not corrected.`,
  board: { uid: "sw-coalition-debt", panelId: 8 },
  severity: "warning",
};

const withdrawalRose: AlertRule = {
  uid: "sw-alert-withdrawal-rose",
  slug: "withdrawal-rose",
  title: "Withdrawal exposure rose",
  folder: "coalition",
  // Since the last month's end, the newest day before today that is kept; the next month's end makes it known.
  sql: select("v_withdrawal", (column) => ({
    columns: {
      scenario: column.subject_name,
      more: `toInt64(sumIf(${column.workloads}, ${column.is_latest} = 1)) - toInt64(sumIf(${column.workloads}, ${column.date} = toStartOfMonth(today()) - 1))`,
    },
    where: [
      "group_kind = 'coalition'",
      `${column.subject_kind} = 'scenario'`,
      `${column.class} IN ('interrupted', 'dark')`,
      `(${column.is_latest} = 1 OR ${column.date} = toStartOfMonth(today()) - 1)`,
    ],
    groupBy: [column.subject, column.subject_name],
    // A scenario that was not there at the month's end did not rise.
    having: [`uniqExact(${column.date}) = 2`],
    orderBy: [column.subject],
  })),
  threshold: 0,
  for: "0s",
  summary: "{{ $labels.scenario }}: more would stop than at the end of last month",
  description:
    "If it happened today, {{ $values.B.Value }} more critical workloads would be interrupted or go dark in “{{ $labels.scenario }}” than at the end of last month.",
  board: { uid: "sw-coalition-dependence", panelId: 2 },
  severity: "warning",
};

const projectorLag: AlertRule = {
  uid: "sw-alert-projector-lag",
  slug: "projector-lag",
  title: "Figures lag behind",
  folder: "service",
  // The least of five minutes: a large registry change may take a while and is no fault.
  sql: select("v_operation", (column) => ({
    columns: { seconds: `min(${column.value})` },
    where: [`${column.measure} = 'projector_lag_seconds'`, `v_operation.${column.time} > now() - INTERVAL 5 MINUTE`],
    having: ["count() > 0"],
  })),
  threshold: lagSeconds,
  for: "5m",
  summary: "Accepted pushes wait to appear in figures",
  description: `For five minutes the oldest accepted entry has waited more than ${lagSeconds} s: {{ $values.B.Value }} s. Nothing is lost; figures are old.`,
  board: { uid: "sw-service-operations", panelId: 5 },
  severity: "critical",
};

/** Every alert, in the order of the runbooks. */
export const alertRules: readonly AlertRule[] = [
  coverageFell,
  agencyOverdue,
  unprotectedRose,
  debtPastDue,
  withdrawalRose,
  projectorLag,
];
