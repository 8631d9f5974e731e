import type { InventoryPreset } from "../sources/source.ts";

/** What `check` and `push` have in common. */
export interface CheckOptions {
  file: string;
  preset?: InventoryPreset;
  /** The agency whose records count; for a format without agencies, whose file it is. */
  agency?: string;
  /** `YYYY-MM-DD`: the day that the file describes. */
  referenceDate?: string;
  output?: "text" | "json";
  quiet?: boolean;
  /** The file does not list every workload of the agency, so what it leaves out stays. */
  incomplete?: boolean;
}
