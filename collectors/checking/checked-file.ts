import type { Fault, Source, SourceWarning } from "../sources/source.ts";
import type { FindingList } from "./finding-list.ts";
import type { StandingCounts } from "./standing.ts";

/** A fault or a warning of a rule, with its place in the file. */
export interface Placed extends Fault {
  line: number;
  /** Character of the line, from 1; null where the format has lines only. */
  column: number | null;
  agency: string | undefined;
  /** The workload's id, when it has a readable one. */
  id: string | undefined;
}

/** What one agency would push. */
export interface Filing {
  /** Undefined when neither the file nor the caller names an agency. */
  agency: string | undefined;
  agencyName: string | undefined;
  /** How many workloads can be sent. */
  records: number;
  /** They in file order, when whoever checks the file wants to send them. */
  workloads: { id: string; line: number; text: string }[];
  /** What the reading noticed, counted by code. */
  sourceWarnings: Record<string, number>;
  /** Workloads that can be sent, by how critical they are. */
  standings: StandingCounts;
}

/** A file after reading and checking: everything a push needs, and everything a person should know. */
export interface CheckedFile {
  file: string;
  format: Source["format"];
  /** Name of the sheet, for a spreadsheet; lines are its rows. */
  sheet?: string;
  referenceDate: string | undefined;
  complete: boolean;
  records: number;
  filings: Filing[];
  errors: FindingList;
  warnings: FindingList;
  sourceWarnings: (SourceWarning & { agency: string | undefined })[];
}

/** How often each code occurs, most frequent first. */
export function countsByCode(items: Iterable<{ code: string }>): [code: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { code } of items) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
}

/** The file as it stands before a line: with its sheet, when it has sheets. */
export const placeName = ({ file, sheet }: { file: string; sheet?: string }): string =>
  sheet === undefined ? file : `${file}[${sheet}]`;
