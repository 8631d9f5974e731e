import type { Indicator } from "./indicator.ts";
import { type ScenarioSql, underScenario } from "./withdrawal/classified.ts";

/** Scenarios in lists of parameters, `scenariosParameters` of services/read; a column says which of them is meant, from 1 on. */
const oneOfSeveral: ScenarioSql = {
  is_hit: "hasAny(exposed_to, {withdrawn:Array(Array(String))}[scenario])",
  withdraws:
    "has({providers:Array(Array(String))}[scenario], provider) OR has({jurisdictions:Array(Array(String))}[scenario], jurisdiction)",
  lists_jurisdictions: "notEmpty({jurisdictions:Array(Array(String))}[scenario])",
  notice_minutes: "{notice_minutes:Array(Int64)}[scenario]",
};

/** What `classified` is for one scenario, for several: each row of a source once for each `scenario`, with its `class` under it. */
export const classifiedByScenario = ({ sql }: Indicator, source: string): string => `
  SELECT *, (
${sql}
    ) AS class
  FROM (${underScenario(
    `SELECT *, arrayJoin(arrayEnumerate({notice_minutes:Array(Int64)})) AS scenario FROM (${source})`,
    oneOfSeveral,
  )})`;
