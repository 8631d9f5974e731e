import type { Indicator } from "../indicator.ts";
import { withdrawalFacts } from "../unpacked-facts.ts";

/** Columns of rows of kind `withdrawal` that are judged. */
export const profileColumns = [
  "facts",
  "exposed_to",
  "fallback_providers",
  "fallback_jurisdictions",
  "fallback_tested_minutes",
  "fallback_declared_minutes",
] as const;

/** SQL of what the judgement asks about a scenario, over `profileColumns`. */
export interface ScenarioSql {
  /** Whether the row is exposed to what is withdrawn. */
  is_hit: string;
  /** Whether what a `provider` of a `jurisdiction` supplies is withdrawn; both are empty where they are not known. */
  withdraws: string;
  lists_jurisdictions: string;
  notice_minutes: string;
}

/** A scenario in parameters: `scenarioParameters` of services/read. */
export const askedScenario: ScenarioSql = {
  is_hit: "arrayExists(name -> name IN {withdrawn:Array(String)}, exposed_to)",
  withdraws: "provider IN {providers:Array(String)} OR jurisdiction IN {jurisdictions:Array(String)}",
  lists_jurisdictions: "notEmpty({jurisdictions:Array(String)})",
  notice_minutes: "{notice_minutes:Int64}",
};

/** A subquery that adds to a source of kind `withdrawal` what the indicator's SQL asks about a row under a scenario. */
export const underScenario = (
  source: string,
  { is_hit, withdraws, lists_jurisdictions, notice_minutes }: ScenarioSql,
): string => `
  SELECT *, ${withdrawalFacts},
    ${is_hit} AS is_hit,
    ${lists_jurisdictions} AS lists_jurisdictions,
    ${notice_minutes} AS notice_minutes,
    arrayMap((provider, jurisdiction) -> ${withdraws}, fallback_providers, fallback_jurisdictions) AS fallback_withdrawn,
    arrayMap((withdrawn, provider, jurisdiction) -> NOT withdrawn AND jurisdiction = '' AND (provider = '' OR lists_jurisdictions),
      fallback_withdrawn, fallback_providers, fallback_jurisdictions) AS fallback_doubtful
  FROM (${source})`;

/** A subquery that adds each row's `class` under the scenario in parameters to a source of kind `withdrawal`. */
export const classified = ({ sql }: Indicator, source: string): string => `
  SELECT *, (
${sql}
    ) AS class
  FROM (${underScenario(source, askedScenario)})`;
