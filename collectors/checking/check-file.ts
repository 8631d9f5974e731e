import { calendarDatePattern } from "#schema/calendar.ts";
import { canonicalText } from "#schema/canonical.ts";
import { checkWorkload } from "#schema/check-workload.ts";
import { finding } from "#schema/rules.ts";
import { partyIdPattern, type Workload } from "#schema/workload.ts";
import { CommandFailure } from "../command-failure.ts";
import type { Progress } from "../progress.ts";
import { faultOf } from "../sources/fault-of.ts";
import { openSource } from "../sources/open-source.ts";
import type { Fault, SourceRecord } from "../sources/source.ts";
import type { CheckedFile, Filing } from "./checked-file.ts";
import { checkHeader } from "./check-header.ts";
import type { CheckOptions } from "./check-options.ts";

/** Reads a file and checks every record by the rules that the server applies, its registry's excepted. */
export async function checkFile(options: CheckOptions, progress: Progress): Promise<CheckedFile> {
  checkArguments(options);
  const source = await openSource(options);
  const header = checkHeader(source.header, options);
  const checked: CheckedFile = {
    file: options.file,
    format: source.format,
    referenceDate: header.referenceDate,
    complete: header.complete,
    records: 0,
    filings: [],
    errors: header.faults.map((fault) => ({ ...fault, line: header.line, agency: options.agency, id: undefined })),
    warnings: [],
    sourceWarnings: [],
  };
  const add = recordAdder(checked);
  const agencies = new Set<string>();
  for (const record of source.records) {
    if (record.agency !== undefined) agencies.add(record.agency);
    // A record that names no agency may be anyone's: its fault is told whoever is asked for.
    if (options.agency !== undefined && record.agency !== undefined && record.agency !== options.agency) continue;
    add({ ...record, agency: record.agency ?? options.agency });
    progress.step(checked.records, Math.max(source.total, checked.records), "records checked");
  }
  progress.clear();
  if (options.agency !== undefined && agencies.size > 0 && !agencies.has(options.agency))
    throw new CommandFailure(
      2,
      `${options.file} has no record of agency ${options.agency}.`,
      `Its agencies: ${[...agencies].sort().join(", ")}.`,
    );
  const stated = header.records;
  if (stated !== undefined && stated !== checked.records)
    checked.errors.unshift({
      code: "records-mismatch",
      pointer: "/records",
      message: `expected ${stated} records as the header says, found ${checked.records}`,
      remedy: "Check for a file that was cut; if it is whole, correct the number in the header.",
      line: header.line,
      agency: options.agency,
      id: undefined,
    });
  // A canonical file may state that there is no workload at all.
  if (source.format === "canonical" && checked.filings.length === 0)
    checked.filings.push({ agency: options.agency, agencyName: undefined, workloads: [], sourceWarnings: {} });
  if (header.sourceWarnings && checked.filings[0]) checked.filings[0].sourceWarnings = { ...header.sourceWarnings };
  return checked;
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

function recordAdder(checked: CheckedFile): (record: SourceRecord) => void {
  const filings = new Map<string | undefined, { filing: Filing; lineOf: Map<string, number> }>();
  const filingOf = (record: SourceRecord) => {
    const known = filings.get(record.agency);
    if (known) return known;
    const filing: Filing = { agency: record.agency, agencyName: record.agencyName, workloads: [], sourceWarnings: {} };
    const added = { filing, lineOf: new Map<string, number>() };
    filings.set(record.agency, added);
    checked.filings.push(filing);
    return added;
  };

  return (record) => {
    const { agency, line, workload } = record;
    checked.records += 1;
    const id = idOf(workload);
    const placed = (fault: Fault) => ({ ...fault, line, agency, id });
    if (record.unreadable) {
      checked.errors.push(placed(record.unreadable));
      return;
    }
    const { filing, lineOf } = filingOf(record);
    for (const warning of record.warnings) {
      checked.sourceWarnings.push({ ...warning, agency });
      filing.sourceWarnings[warning.code] = (filing.sourceWarnings[warning.code] ?? 0) + 1;
    }
    const found = checkWorkload(workload);
    const earlier = id === undefined ? undefined : lineOf.get(id);
    if (earlier !== undefined)
      found.push(
        finding(
          "duplicate-workload",
          ["id"],
          `expected an id that occurs once, found ${JSON.stringify(id)} as on line ${earlier}`,
        ),
      );
    else if (id !== undefined) lineOf.set(id, line);
    const errors = found.filter(({ severity }) => severity === "error");
    checked.errors.push(...errors.map((error) => placed(faultOf(error))));
    if (errors.length > 0) return;
    checked.warnings.push(...found.map((warning) => placed(faultOf(warning))));
    filing.workloads.push({ id: (workload as Workload).id, line, text: canonicalText(workload) });
  };
}

function idOf(workload: unknown): string | undefined {
  if (typeof workload !== "object" || workload === null || !Object.hasOwn(workload, "id")) return undefined;
  const { id } = workload as { id: unknown };
  return typeof id === "string" ? id : undefined;
}
