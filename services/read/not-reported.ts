import type { ClickHouse } from "#db/clickhouse.ts";
import { withdrawalFacts, workloadFacts } from "#indicators/unpacked-facts.ts";
import type { CutRow } from "./cut.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

/** A fact that a critical workload in operation may not say: of which workloads it is asked, and which do not say, both as SQL. */
interface AskedFact {
  kind: "workload" | "withdrawal";
  asked: string;
  isUnknown: string;
}

/** By what readers call it. Facts of kind `withdrawal` are there for every critical workload in operation, and for no other. */
const askedFacts = {
  evaluations: { kind: "workload", asked: "is_counted", isUnknown: "evaluated = 1" },
  fallbacks: { kind: "workload", asked: "is_counted", isUnknown: "fallback = 1" },
  alternatives: { kind: "workload", asked: "is_counted", isUnknown: "alternative = 1" },
  "compute of open-weight models": {
    kind: "workload",
    asked: "is_counted AND has_open_weight_model",
    isUnknown: "foreign_compute = 1",
  },
  findings: { kind: "workload", asked: "is_counted", isUnknown: "is_findings_unreported" },
  function: { kind: "workload", asked: "is_counted", isUnknown: "function = 0" },
  "components or their providers": { kind: "withdrawal", asked: "1", isUnknown: "is_exposure_unknown" },
  "jurisdictions of providers": { kind: "withdrawal", asked: "1", isUnknown: "is_exposure_jurisdiction_unknown" },
} as const satisfies Record<string, AskedFact>;

export type FactName = keyof typeof askedFacts;
export const factNames = Object.keys(askedFacts) as FactName[];

/** Workloads that a fact is asked of, and those of them that do not say, by fact in the order of `factNames`. */
export type NotReportedRow = CutRow & { workloads: number[]; not_reported: number[] };

/** How many critical workloads in operation do not say what a fact is: they judge as unknown, for whatever was left out. */
export async function notReportedOn(clickhouse: ClickHouse, question: FactQuestion): Promise<NotReportedRow[]> {
  const { columns } = question.cut;
  const keys = columns.length > 0 ? `${columns.join(", ")}, ` : "";
  const sources = (["workload", "withdrawal"] as const).map((kind) => ({
    kind,
    ...factsOn(kind, columns.includes("function") ? ["facts"] : ["facts", "function"], question),
  }));
  const sums = (part: (fact: AskedFact) => string, kind: AskedFact["kind"]): string =>
    `[${factNames.map((name) => (askedFacts[name].kind === kind ? `sumIf(weight, ${part(askedFacts[name])})` : "toInt64(0)")).join(", ")}]`;
  const rows = await clickhouse.read<NotReportedRow>(
    `SELECT ${keys}sumForEach(asked) AS workloads, sumForEach(unknown) AS not_reported
FROM (
  ${sources
    .map(
      ({ kind, sql }) => `SELECT ${keys}${sums(({ asked }) => asked, kind)} AS asked,
    ${sums(({ asked, isUnknown }) => `${asked} AND ${isUnknown}`, kind)} AS unknown
  FROM (SELECT *, ${kind === "workload" ? `${workloadFacts}, is_critical AND is_operating AS is_counted` : withdrawalFacts} FROM (${sql}))
  ${columns.length > 0 ? `GROUP BY ${columns.join(", ")}` : ""}`,
    )
    .join("\n  UNION ALL ")}
)
${columns.length > 0 ? `GROUP BY ${columns.join(", ")}` : ""}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    sources[0]?.parameters,
  );
  return rows.map(({ workloads, not_reported, ...row }) => ({ ...cutOf(row), workloads, not_reported }));
}
