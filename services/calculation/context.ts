import type { ClickHouse } from "#db/clickhouse.ts";
import type { Standpoint } from "#read/reading.ts";
import type { Reason } from "#read/series/reason-for.ts";
import type { CalculationDays } from "./calculation-days.ts";
import { groupKey, type ResultGroup } from "./result-groups.ts";
import type { Result } from "./result-tables.ts";
import type { ResultValue, ResultWriter } from "./result-writer.ts";
import type { Slices } from "./slices.ts";

/** What every part of a calculation works with. */
export interface CalculationContext {
  clickhouse: ClickHouse;
  standpoint: Standpoint;
  days: CalculationDays;
  writer: ResultWriter;
  slices: Slices;
}

/** Groups whose sums are read together: of the same kind, but the coalition and its functions. */
export type Family = readonly ResultGroup[];

/** What a row about a group on a date begins with. */
export function rowHead(
  { slices }: Pick<CalculationContext, "slices">,
  result: Result,
  group: ResultGroup,
  date: string,
): ResultValue[] {
  return [slices.of(result, group), date, group.kind, group.id, group.name, group.member];
}

export const isLatest = ({ days }: Pick<CalculationContext, "days">, date: string): number =>
  Number(date === days.today);

/** Why a group's figures over workloads say little, by date, on the days of figures; empty where nothing speaks against them. */
export type Reasons = ReadonlyMap<string, Reason | "">;
/** By name of the group. */
export type ReasonsByGroup = ReadonlyMap<string, Reasons>;

/** Whether there is such a group on the date: a function only when somebody reports it. */
export const isListed = (group: ResultGroup, date: string, reasons: ReasonsByGroup): boolean =>
  group.kind !== "function" || reasons.get(groupKey(group))?.get(date) !== "nothing-reported";
