import type { Indicator } from "./indicator.ts";
import { workloadFacts } from "./unpacked-facts.ts";

/** A whole number that is summed over workloads: how many there are of some kind, or the days from which their debt runs. */
export interface Measure {
  /** A column of `daily_changes` too. */
  name: string;
  /** SQL condition on the unpacked facts and the outcomes of a row: the row counts. */
  condition: string;
  /** What it adds: 1, or `since_day`, days since 1970-01-01. */
  value: "1" | "since_day";
}

export type Sums = Readonly<Record<string, number>>;

/** Workloads that have a version, whatever their stage. */
export const versionsMeasure: Measure = { name: "versions", condition: "1", value: "1" };
/** Critical workloads that operate: the population of most indicators. */
export const criticalMeasure: Measure = { name: "critical", condition: "is_critical AND is_operating", value: "1" };

export const debtKinds = ["testing", "audit", "unverified"] as const;

/** Name of a sum for an indicator: `EVAL_GAP`, `yes` → `eval_gap_yes`. */
export const measureName = (code: string, part: string): string => `${code.toLowerCase()}_${part}`;

/** What has to be summed over rows of kind `workload` for an indicator. */
export function measuresOf({ code, form, unit }: Indicator): Measure[] {
  if (unit !== "workload") return [];
  const outcome = outcomeName(code);
  const count = (part: string, condition: string): Measure => ({
    name: measureName(code, part),
    condition,
    value: "1",
  });
  if (form === "share") {
    return [count("yes", `${outcome} = 2`), count("unknown", `${outcome} = 1`), count("n", `isNotNull(${outcome})`)];
  }
  if (form !== "debt") return [];
  return [
    ...debtKinds.flatMap((kind): Measure[] => [
      count(`${kind}_items`, `${outcome} = '${kind}'`),
      { name: measureName(code, `${kind}_since`), condition: `${outcome} = '${kind}'`, value: "since_day" },
    ]),
    count("findings_unreported", "is_findings_unreported"),
    count("deployments", "is_deployed_recently"),
    count("evaluations", "is_evaluated_recently"),
  ];
}

/** What is summed over rows of kind `workload` for some indicators, and always. */
export const stockMeasures = (indicators: readonly Indicator[]): Measure[] => [
  versionsMeasure,
  criticalMeasure,
  ...indicators.flatMap(measuresOf),
];

const outcomeName = (code: string): string => `outcome_${code.toLowerCase()}`;

/** Columns for a SELECT over `facts` and `since`: the unpacked facts, and each indicator's judgement of the row. */
export function judgements(indicators: readonly Indicator[]): string {
  const judged = indicators.filter((indicator) => measuresOf(indicator).length > 0);
  return [
    workloadFacts,
    "toInt64(toInt32(since)) AS since_day",
    ...judged.map(({ code, sql }) => `(\n${sql}\n) AS ${outcomeName(code)}`),
  ].join(",\n  ");
}

/** The sum of a measure over rows that each count `weight` times. */
export const sumOf = ({ name, condition, value }: Measure): string =>
  `sumIf(weight${value === "1" ? "" : ` * ${value}`}, ${condition}) AS ${name}`;

// Findings are rows of their own kind and need no judgement: they are there while they are past their due date.
export const correctionMeasures: readonly Measure[] = [
  { name: "correction_items", condition: "1", value: "1" },
  { name: "correction_since", condition: "1", value: "since_day" },
];

/** Agencies with a push that counts, registered or not. */
export const reportingMeasure: Measure = { name: "reporting_agencies", condition: "1", value: "1" };

/** A SELECT of the sums over rows of kind `workload`; `source` has the columns `by`, `facts`, `since` and `weight`. */
export const stockSums = (indicators: readonly Indicator[], by: readonly string[], source: string): string =>
  grouped(
    by,
    stockMeasures(indicators).map(sumOf),
    `SELECT ${[...by, "weight"].join(", ")}, ${judgements(indicators)}\n  FROM (${source})`,
  );

/** And over rows of kind `finding`; `source` has the columns `by`, `since` and `weight`. */
export const correctionSums = (by: readonly string[], source: string): string =>
  grouped(by, correctionMeasures.map(sumOf), `SELECT *, toInt64(toInt32(since)) AS since_day FROM (${source})`);

/** And over rows of kind `coverage`; `source` has the columns `by` and `weight`. */
export const reportingSums = (by: readonly string[], source: string): string =>
  grouped(by, [sumOf(reportingMeasure)], source);

const grouped = (by: readonly string[], sums: readonly string[], source: string): string =>
  `SELECT ${[...by, ...sums].join(",\n  ")}\nFROM (\n  ${source}\n)${by.length > 0 ? `\nGROUP BY ${by.join(", ")}` : ""}`;
