import { calendarDatePattern } from "#schema/calendar.ts";
import { partyIdPattern } from "#schema/workload.ts";
import { CommandFailure } from "../command-failure.ts";
import type { Progress } from "../progress.ts";
import { openSource } from "../sources/open-source.ts";
import type { Source } from "../sources/source.ts";
import { checkHeader } from "./check-header.ts";
import { checkLineBatches } from "./check-line-batches.ts";
import type { CheckOptions } from "./check-options.ts";
import { checkValues } from "./check-values.ts";
import type { CheckedFile } from "./checked-file.ts";
import type { CheckedRecord } from "./checked-record.ts";
import { collectRecords } from "./collect-records.ts";
import { fileFaults } from "./file-faults.ts";
import { createFindingList } from "./finding-list.ts";
import { noStandings } from "./standing.ts";

/**
 * Reads a file and checks every record by the rules that the server applies, its registry's excepted.
 *
 * @param keep `texts` when the workloads are to be sent: they are then all in memory
 */
export async function checkFile(
  options: CheckOptions,
  progress: Progress,
  keep: "findings" | "texts",
): Promise<CheckedFile> {
  checkArguments(options);
  const source = await openSource(options);
  const header = checkHeader(source.header, options);
  const checked: CheckedFile = {
    file: options.file,
    format: source.format,
    sheet: source.sheet,
    referenceDate: header.referenceDate,
    complete: header.complete,
    records: 0,
    filings: [],
    errors: createFindingList(),
    warnings: createFindingList(),
    sourceWarnings: [],
  };
  for (const fault of header.faults) checked.errors.add({ ...fault, agency: options.agency, id: undefined });
  const add = collectRecords(checked, keep === "texts");
  const agencies = new Set<string>();
  for await (const records of recordsOf(source))
    for (const record of records) {
      if (record.agency !== undefined) agencies.add(record.agency);
      // A record that names no agency may be anyone's: its fault is told whoever is asked for.
      if (options.agency !== undefined && record.agency !== undefined && record.agency !== options.agency) continue;
      add({ ...record, agency: record.agency ?? options.agency });
      progress.step(checked.records, Math.max(source.total, checked.records), "records checked");
    }
  addLastWarnings(checked, source, options.agency);
  progress.clear();
  if (options.agency !== undefined && agencies.size > 0 && !agencies.has(options.agency))
    throw new CommandFailure(
      2,
      `${options.file} has no record of agency ${options.agency}.`,
      `Its agencies: ${[...agencies].sort().join(", ")}.`,
    );
  const stated = header.records;
  if (stated !== undefined && stated !== checked.records)
    checked.errors.addFirst({
      code: "records-mismatch",
      pointer: "/records",
      message: `expected ${stated} records as the header says, found ${checked.records}`,
      remedy: fileFaults["records-mismatch"].remedy,
      line: header.line,
      column: 1,
      agency: options.agency,
      id: undefined,
    });
  // A canonical file may state that there is no workload at all.
  if (source.format === "canonical" && checked.filings.length === 0)
    checked.filings.push({
      agency: options.agency,
      agencyName: undefined,
      records: 0,
      workloads: [],
      sourceWarnings: {},
      standings: noStandings(),
    });
  if (header.sourceWarnings && checked.filings[0]) checked.filings[0].sourceWarnings = { ...header.sourceWarnings };
  return checked;
}

/** What concerns no record is sent with a filing only when there is one. */
function addLastWarnings({ filings, sourceWarnings }: CheckedFile, source: Source, agency: string | undefined): void {
  const [only] = filings.length === 1 ? filings : [];
  for (const warning of source.lastWarnings?.() ?? []) {
    sourceWarnings.push({ ...warning, agency });
    if (only) only.sourceWarnings[warning.code] = (only.sourceWarnings[warning.code] ?? 0) + 1;
  }
}

async function* recordsOf({ lines, records }: Source): AsyncGenerator<Iterable<CheckedRecord>, void> {
  if (lines) yield* checkLineBatches(lines);
  else yield* checkValues(records);
}

function checkArguments({ referenceDate, agency }: CheckOptions): void {
  if (referenceDate !== undefined && !calendarDatePattern.test(referenceDate))
    throw new CommandFailure(
      2,
      `${JSON.stringify(referenceDate)} is not a reference date.`,
      "Give --reference-date as YYYY-MM-DD, a day that exists from 1950-01-01 to 2199-12-31.",
    );
  if (agency !== undefined && !partyIdPattern.test(agency))
    throw new CommandFailure(
      2,
      `${JSON.stringify(agency)} is not the id of an agency.`,
      "Give --agency as the secretariat registered it: letters, digits and hyphens, at most 64.",
    );
}
