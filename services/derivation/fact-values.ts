import { dateOf } from "#schema/calendar.ts";
import { latestDay } from "./registry-state.ts";

/**
 * What an interval of facts says, by kind. Columns of `facts` in ClickHouse; a kind leaves those that it does not use at
 * `noValues`.
 */
export interface FactValues {
  kind: "workload" | "finding" | "deployment" | "withdrawal" | "concentration" | "coverage";
  /** COFOG division 1-10, 0 when not reported. */
  function: number;
  /** Packed by `factBits` (workload) or `withdrawalBits` (withdrawal). */
  facts: number;
  /** Day: from which debt runs (workload: testing, audit, unverified; finding: its due date), or initiation (deployment). */
  since: number;
  /** Day on which a deployment became trustworthy; `latestDay` when it never does. */
  event_on: number;
  /** Day on which a deployment was retired; `latestDay` when it was not. */
  ended_on: number;
  /** `provider:ID` and `jurisdiction:XX` of components that are not easily substituted, sorted, each once. */
  exposed_to: readonly string[];
  /** Fallbacks there on these days, one place each; provider and jurisdiction empty when unknown. */
  fallback_providers: readonly string[];
  fallback_jurisdictions: readonly string[];
  /** -1 when unknown. */
  fallback_tested_minutes: readonly number[];
  fallback_declared_minutes: readonly number[];
  layer: string;
  provider: string;
  /** How many providers of the layer the workload's weight is spread over. */
  provider_count: number;
}

export const noValues = {
  function: 0,
  facts: 0,
  since: 0,
  event_on: 0,
  ended_on: 0,
  exposed_to: [],
  fallback_providers: [],
  fallback_jurisdictions: [],
  fallback_tested_minutes: [],
  fallback_declared_minutes: [],
  layer: "",
  provider: "",
  provider_count: 0,
} as const satisfies Omit<FactValues, "kind">;

/** Days `[from, until)` on which values hold of a workload. */
export interface FactInterval {
  from: number;
  until: number;
  values: FactValues;
}

/** Equal for equal values and for no others: ids hold neither of the separators. */
export function valuesKey(values: FactValues): string {
  const { kind, facts, since, event_on, ended_on, layer, provider, provider_count } = values;
  const head = `${kind}|${values.function}|${facts}|${since}`;
  switch (kind) {
    case "workload":
    case "finding":
    case "coverage":
      return head;
    case "deployment":
      return `${head}|${event_on}|${ended_on}`;
    case "concentration":
      return `${head}|${layer}|${provider}|${provider_count}`;
    case "withdrawal":
      return `${head}|${values.exposed_to.join()}|${values.fallback_providers.join()}|${values.fallback_jurisdictions.join()}|${values.fallback_tested_minutes.join()}|${values.fallback_declared_minutes.join()}`;
  }
}

/** Stands for "no end" and "never" in columns of dates. */
const never = "2299-12-31";

/** A day as a column holds it. */
export const columnDate = (day: number): string => (day >= latestDay ? never : dateOf(day));
