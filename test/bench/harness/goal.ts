import type { Machine } from "./machine.ts";

/** Workloads in a world. */
export const worldSizes = { "100k": 100_000, "1m": 1_000_000, "5m": 5_000_000 } as const;
export type WorldSize = keyof typeof worldSizes;

/** What one run of a side measured, by quantity; the name of a quantity ends in its unit: `time_ms`, `memory_mib`. */
export type Sample = Readonly<Record<string, number>>;

/** One of the ways that a goal compares. */
export interface Side {
  name: string;
  /** Every sample begins from nothing, so that a first one to warm up would tell and change nothing. */
  startsCold?: boolean;
  /** Runs before every sample, outside of what is measured. */
  prepare?(): Promise<void>;
  /** Takes 0.2 s at least, or the CPU time of others cannot be told. */
  sample(): Promise<Sample>;
}

/** A quantity of a side, over its samples. */
export interface Term {
  side: string;
  quantity: string;
  statistic: "median" | "greatest";
}

/**
 * A bound on what comes of terms: the first's value; first / second; first - second; or the greater of two by the
 * smaller. Without `must` it is reported and not judged.
 */
export interface Claim {
  id: string;
  title: string;
  terms: readonly [Term] | readonly [Term, Term];
  compare: "value" | "ratio" | "difference" | "spread";
  bound: "at least" | "at most";
  must?: number;
  aim?: number;
}

export interface GoalContext {
  /** A folder for this run of this goal. */
  directory: string;
  /** Where the worlds are; empty when the goal asks for none. */
  worldsDirectory: string;
  noteVersion(store: string, version: string): void;
}

export interface OpenGoal {
  sides: readonly Side[];
  /** Sides that cannot run here, and why in one sentence. */
  absent?: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Sides that are measured in turn, and what is claimed of them. */
export interface Goal {
  id: string;
  title: string;
  /** One run for each entry; the worlds of an entry are there at the same time. */
  worlds: readonly (readonly WorldSize[])[];
  /** Its worlds have a ledger behind their facts. */
  needsLedger?: boolean;
  claims(worlds: readonly WorldSize[]): readonly Claim[];
  open(context: GoalContext, worlds: readonly WorldSize[]): Promise<OpenGoal>;
}

export interface MeasuredTerm extends Term {
  value: number;
  /** Of the samples that were kept. */
  least: number;
  greatest: number;
  samples: number;
  /** Samples thrown away because others used the machine. */
  discarded: number;
}

export interface Verdict {
  goal: string;
  claim: Claim;
  worlds: readonly WorldSize[];
  terms: readonly MeasuredTerm[];
  value: number | undefined;
  /** `reported`: nothing is demanded of it. */
  holds: "aim" | "must" | "no" | "reported" | "not run";
  /** Why it was not run. */
  reason?: string;
}

export interface Report {
  /** Samples were kept whatever else the machine did: nothing to publish. */
  isDisturbed: boolean;
  machine: Machine;
  versions: Readonly<Record<string, string>>;
  verdicts: readonly Verdict[];
}
