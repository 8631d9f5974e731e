import type { RuleCode } from "#schema/rules.ts";
import type { FileFaultCode } from "../checking/file-faults.ts";
import type { MappingFaultCode } from "../mapping/mapping-faults.ts";
import type { LineBatch } from "./whole-lines.ts";

/** Why something could not be read, as a person needs it. `pointer` is RFC 6901 into the record. */
export interface Fault {
  /** Each has a page in `docs/rules/`. */
  code: RuleCode | MappingFaultCode | FileFaultCode;
  pointer: string;
  message: string;
  remedy: string;
  /** Header of the column that it was read from, for a table that was mapped. */
  columnName?: string;
}

/** Where something stands in a file. */
export interface Place {
  /** Physical line; the first is 1. */
  line: number;
  /** Character of the line; the first is 1. */
  column: number;
}

/** One record of a source file: a workload that is still to be checked, or why it could not be read. */
export interface SourceRecord {
  /** The agency that the file names for this record; undefined when the format has no such place. */
  agency: string | undefined;
  /** The agency's name as the file writes it, when it does. */
  agencyName?: string;
  /** Physical line of the file on which the record begins; the first is 1. */
  line: number;
  workload: unknown;
  /** Given when there is no workload to check. */
  unreadable?: Fault;
  /** Where in the file a fault of the record is; absent when the format cannot say more than the line. */
  placeOf?: (fault: Pick<Fault, "pointer" | "code" | "message">) => Place | undefined;
  /** What could not be read into the workload; the fields concerned are left out of it. */
  faults?: readonly Fault[];
  /** The column from which the value at a pointer was read, where there is one. */
  columnNameOf?: (pointer: string) => string | undefined;
  warnings: readonly SourceWarning[];
}

/** Something that the reading of a source file had to give up or to approximate. */
export interface SourceWarning {
  code: SourceWarningCode;
  line: number;
  /** Header of the column. */
  column: string;
  found: string;
  /** Given when it is not the source file that the line counts in. */
  file?: string;
}

/** A file being read. `header` is what the file itself says about the push, unchecked, with its line. */
export interface Source {
  format: "canonical" | "mapping" | InventoryPreset;
  /** Name of the sheet, for a spreadsheet; lines are its rows. */
  sheet?: string;
  header: ({ line: number; value: Record<string, unknown> } & Pick<SourceRecord, "placeOf">) | undefined;
  /** About how many records follow; for progress only. */
  total: number;
  records: Iterable<SourceRecord> | AsyncIterable<SourceRecord>;
  /** The same records as lines of NDJSON, which are checked faster; of the two only one can be read, and once. */
  lines?: AsyncIterable<LineBatch>;
  /** What can only be told after the last record. */
  lastWarnings?: () => readonly SourceWarning[];
}

export const inventoryPresets = ["omb-2025", "omb-2024"] as const;
export type InventoryPreset = (typeof inventoryPresets)[number];

/** Each warning of reading, as a sentence for the sums at the end of a run. */
export const sourceWarningSentences = {
  "date-approximate":
    "a month without a day was read as its first day; periods that begin there, and the debt counted from them, may be up to a month too long",
  "date-year-only":
    "a year without a day was read as its first day; periods that begin there, and the debt counted from them, may be up to a year too long",
  "date-unreadable": "a date could not be read and counts as not reported",
  "id-repeated": "an id occurs more than once in the agency and got a number (.2, .3 ...) in file order",
  "name-truncated": "a name is longer than 300 characters and was cut",
  "stage-not-reported": "the stage is blank and was read as planned, so the workload is not counted as operating",
  "overlay-id-unknown":
    "an id of the overlay occurs in no record of the file, so what it says was not used; correct the id, or take the line out",
  "overlay-overrides":
    "the overlay gives another value than the file reports, and the overlay's was taken; where the file is right, take the value out of the overlay",
  unnamed: "a name is blank and was read as (unnamed)",
  "value-not-known": "a value is not one that the preset or the mapping knows; it was read as if the cell were blank",
} as const satisfies Record<string, string>;

export type SourceWarningCode = keyof typeof sourceWarningSentences;
