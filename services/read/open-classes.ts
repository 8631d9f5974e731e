import type { ClickHouse } from "#db/clickhouse.ts";
import { classified, profileColumns } from "#indicators/withdrawal/classified.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import { factsOn } from "./fact-source.ts";
import type { AnswerWord } from "./fact-words.ts";
import { type AfterAny, afterWorkload, type OpenedRow, type OpenQuestion } from "./open-question.ts";
import { readAgencies } from "./open-scope.ts";
import { scenarioParameters } from "./withdrawal-counts.ts";

interface ClassRow {
  agency: string;
  workload: string;
  outcome: WithdrawalClass;
  hit_by: string[];
  is_fallbacks_unreported: boolean;
  fallback_providers: string[];
  fallback_jurisdictions: string[];
  fallback_tested_minutes: string[];
  fallback_declared_minutes: string[];
  fallback_withdrawn: number[];
  fallback_doubtful: number[];
}

/** A fallback that is there on the date; null for what is not known. */
export interface OpenedFallback {
  provider: string | null;
  jurisdiction: string | null;
  withdrawn: AnswerWord;
  tested_minutes: number | null;
  declared_minutes: number | null;
}

export type OpenedClass = OpenedRow & {
  outcome: WithdrawalClass;
  facts: {
    hit: AnswerWord;
    /** `provider:ID` and `jurisdiction:XX` of the scenario that it is exposed to. */
    hit_by: string[];
    /** Null where fallbacks were not reported. */
    fallbacks: OpenedFallback[] | null;
  };
};

/** The workloads behind WITHDRAWAL under one scenario: what hits each, and what would take over. */
export async function openClasses(
  clickhouse: ClickHouse,
  question: OpenQuestion,
  scenario: Scenario,
  after: AfterAny,
): Promise<OpenedClass[]> {
  const { indicator, outcomes, count } = question;
  const keys = ["agency", "workload", "class", ...profileColumns].join(", ");
  const rows = await readAgencies(question, after, count, async (cut, missing) => {
    const source = factsOn("withdrawal", ["workload", ...profileColumns], { ...question, cut });
    return await clickhouse.read<ClassRow>(
      `SELECT ${keys}, class AS outcome,
  arrayFilter(name -> has({withdrawn:Array(String)}, name), exposed_to) AS hit_by,
  any(is_fallbacks_unreported) AS is_fallbacks_unreported,
  any(fallback_withdrawn) AS fallback_withdrawn,
  any(fallback_doubtful) AS fallback_doubtful
FROM (${classified(indicator, source.sql)})
WHERE class IN {outcomes:Array(String)} AND ${afterWorkload}
GROUP BY ${keys} HAVING sum(weight) != 0
ORDER BY agency, workload LIMIT {count:UInt32}`,
      { ...source.parameters, ...scenarioParameters(scenario), outcomes, count: missing },
    );
  });
  return rows.map((row) => ({
    agency: row.agency,
    workload: row.workload,
    outcome: row.outcome,
    facts: {
      hit: hitWord(row),
      hit_by: row.hit_by,
      fallbacks: row.is_fallbacks_unreported ? null : fallbacksOf(row),
    },
  }));
}

/** Only what is not hit at all is unaffected, and only what may be hit by something not reported is unknown without a hit. */
function hitWord({ outcome, hit_by }: ClassRow): AnswerWord {
  if (hit_by.length > 0) return "yes";
  return outcome === "unaffected" ? "no" : "unknown";
}

function fallbacksOf(row: ClassRow): OpenedFallback[] {
  return row.fallback_providers.map((provider, index) => ({
    provider: provider || null,
    jurisdiction: row.fallback_jurisdictions[index] || null,
    withdrawn: row.fallback_withdrawn[index] ? "yes" : row.fallback_doubtful[index] ? "unknown" : "no",
    tested_minutes: minutesOrNull(row.fallback_tested_minutes[index]),
    declared_minutes: minutesOrNull(row.fallback_declared_minutes[index]),
  }));
}

function minutesOrNull(text: string | undefined): number | null {
  const minutes = Number(text ?? -1);
  return minutes < 0 ? null : minutes;
}
