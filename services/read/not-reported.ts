import type { ClickHouse } from "#db/clickhouse.ts";
import { withdrawalFacts, workloadFacts } from "#indicators/unpacked-facts.ts";
import {
  createGroupCounts,
  type CountedFamily,
  familyColumns,
  familyPools,
  type FamilyRow,
  type GroupCounts,
  groupsOfRow,
} from "./series/family-counts.ts";
import { changeParameters, knownChanges } from "./series/known-changes.ts";
import { membershipWithin } from "./series/pools.ts";
import { runningSums } from "./series/running-sums.ts";

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

/** `workloads` that a fact is asked of, and those of them that do not say. */
export type NotReported = { fact: FactName; of: "workloads" | "not_reported" };

/**
 * How many critical workloads in operation do not say what a fact is, on each point: those that are judged as unknown, for whatever
 * was left out.
 */
export async function notReportedWithin(
  clickhouse: ClickHouse,
  family: CountedFamily,
): Promise<GroupCounts<NotReported>> {
  const { span, vintage, registry, by } = family;
  const question = { span, vintage, pools: familyPools(family) };
  const columns = by.join(", ");
  const membership = membershipWithin(registry, span.points);
  const further = [...familyColumns(family), ...(by.includes("function") ? [] : ["function"])];
  const sums = (kind: AskedFact["kind"]): string =>
    factNames
      .map((name): AskedFact => askedFacts[name])
      .flatMap(({ kind: ofFact, asked, isUnknown }) =>
        ofFact === kind
          ? [`sumIf(weight, ${asked})`, `sumIf(weight, ${asked} AND ${isUnknown})`]
          : ["toInt64(0)", "toInt64(0)"],
      )
      .join(", ");
  const unpacked = {
    workload: `${workloadFacts}, is_critical AND is_operating AS is_counted`,
    withdrawal: withdrawalFacts,
  };
  const changes = (["workload", "withdrawal"] as const).map(
    (kind) => `SELECT ${columns}, at, [${sums(kind)}] AS changes
  FROM (SELECT *, ${unpacked[kind]} FROM (${knownChanges(kind, ["facts"], question, further)}))
  GROUP BY ${columns}, at`,
  );
  const rows = await clickhouse.read<FamilyRow & { places: number[]; changed: number[][] }>(
    `SELECT ${columns}, groupArray(at) AS places, groupArray(changes) AS changed
FROM (${changes.join("\nUNION ALL ")})
GROUP BY ${columns}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    changeParameters(question),
  );
  const counts = createGroupCounts<NotReported>(span.points.length);
  for (const { places, changed, ...row } of rows) {
    const groups = groupsOfRow(row, membership);
    for (const [at, fact] of factNames.entries()) {
      for (const [index, of] of (["workloads", "not_reported"] as const).entries()) {
        const values = changed.map((each) => each[at * 2 + index] ?? 0);
        const running = runningSums(span.points.length, places, values);
        for (const { group, when } of groups) counts.add(group, { fact, of }, running, when);
      }
    }
  }
  return counts;
}
