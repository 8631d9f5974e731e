import type { InventoryPreset } from "../sources/source.ts";

/** Forms of the report: for people, for programs, for hosts of code, for build servers. */
export const checkOutputs = ["text", "json", "sarif", "junit"] as const;
export type CheckOutput = (typeof checkOutputs)[number];

/** What `check` and `push` have in common. */
export interface CheckOptions {
  file: string;
  preset?: InventoryPreset;
  /** A file that says how the rows of a table become workloads. */
  mapping?: string;
  /** A file that adds, by workload id, what the source does not have. */
  overlay?: string;
  /** The agency whose records count; for a format without agencies, whose file it is. */
  agency?: string;
  /** `YYYY-MM-DD`: the day that the file describes. */
  referenceDate?: string;
  output?: CheckOutput;
  quiet?: boolean;
  /** The file does not list every workload of the agency, so what it leaves out stays. */
  incomplete?: boolean;
}
