import { dateOf } from "#schema/calendar.ts";
import { latestDay } from "./registry-state.ts";

/**
 * What an interval of facts says, by kind. Columns of `facts` in ClickHouse; a kind leaves those that it does not use at 0 or
 * empty.
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

const none: readonly never[] = [];

/**
 * Values of a kind, with the columns that it does not use at nothing. Written out, because objects that all have one form are
 * made and read several times faster than copies of a template.
 */
export const factValues = (kind: FactValues["kind"], division: number, facts: number, since: number): FactValues => ({
  kind,
  function: division,
  facts,
  since,
  event_on: 0,
  ended_on: 0,
  exposed_to: none,
  fallback_providers: none,
  fallback_jurisdictions: none,
  fallback_tested_minutes: none,
  fallback_declared_minutes: none,
  layer: "",
  provider: "",
  provider_count: 0,
});

/** Days `[from, until)` on which values hold of a workload. */
export interface FactInterval {
  from: number;
  until: number;
  values: FactValues;
}

/** Equal for equal values, and seldom for others: what `sameValues` then has to tell apart. */
export const valuesHash = ({ kind, facts, since, provider, exposed_to }: FactValues): number =>
  ((since * 131 + facts) * 31 + provider.length + exposed_to.length) * 8 + kind.length;

export const sameValues = (left: FactValues, right: FactValues): boolean =>
  left.kind === right.kind &&
  left.function === right.function &&
  left.facts === right.facts &&
  left.since === right.since &&
  left.event_on === right.event_on &&
  left.ended_on === right.ended_on &&
  left.layer === right.layer &&
  left.provider === right.provider &&
  left.provider_count === right.provider_count &&
  isSameList(left.exposed_to, right.exposed_to) &&
  isSameList(left.fallback_providers, right.fallback_providers) &&
  isSameList(left.fallback_jurisdictions, right.fallback_jurisdictions) &&
  isSameList(left.fallback_tested_minutes, right.fallback_tested_minutes) &&
  isSameList(left.fallback_declared_minutes, right.fallback_declared_minutes);

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

/** Stands for "no end" and "never" in columns of dates. */
const never = "2299-12-31";

/** A day as a column holds it. */
export const columnDate = (day: number): string => (day >= latestDay ? never : dateOf(day));
