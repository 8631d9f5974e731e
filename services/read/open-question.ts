import type { RegistryState } from "#derivation/registry-state.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Group } from "./groups.ts";
import type { AfterWorkload } from "./open-scope.ts";
import type { Vintage } from "./vintage.ts";

/** Which workloads behind a figure are asked for. */
export interface OpenQuestion {
  indicator: Indicator;
  /** YYYY-MM-DD */
  date: string;
  vintage: Vintage;
  registry: RegistryState;
  group: Group;
  /** Only those with one of these outcomes. */
  outcomes: readonly string[];
  /** At most so many. */
  count: number;
}

/** A workload, or an agency, and how it counts in a figure. What a form of figure does not have is left out. */
export interface OpenedRow {
  agency: string;
  workload: string;
  outcome?: string;
  /** DEPLOY_SPEED: how long it took or has lasted; RELIABILITY_DEBT: how long it has been owed. */
  days?: number;
  /** RELIABILITY_DEBT: the day from which it is owed. */
  since?: string;
  /** CONCENTRATION: between which the workload's weight of 1 is spread. */
  providers?: { provider: string; weight: number; jurisdiction: string | null }[];
  /** What decided the outcome. */
  facts: Record<string, unknown>;
}

/** Condition on rows whose place in the list comes after what was listed; its parameters are those of the cut. */
export const afterWorkload = "(agency, workload) > ({after_agency:String}, {after_workload:String})";

export type AfterAny = AfterWorkload | undefined;
