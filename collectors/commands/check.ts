import { type CheckedFile, countsByCode } from "../checking/checked-file.ts";
import { checkFile } from "../checking/check-file.ts";
import type { CheckOptions } from "../checking/check-options.ts";
import { errorLines, summaryLines, warningLines } from "../checking/report-check.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { createProgress } from "../progress.ts";
import { reportFailure } from "./report-failure.ts";

export type { CheckOptions } from "../checking/check-options.ts";

/** Checks a file offline by the rules of the server and lists every error. Exit status 1 when there is one. */
export async function check(options: CheckOptions, io: CommandIo): Promise<ExitStatus> {
  const progress = createProgress(io, options.quiet === true);
  try {
    const checked = await checkFile(options, progress, "findings");
    io.out(
      options.output === "json" ? `${JSON.stringify(documentOf(checked))}\n` : textOf(checked, options.quiet === true),
    );
    return checked.errors.length > 0 ? 1 : 0;
  } catch (error) {
    progress.clear();
    return reportFailure(error, options, io);
  }
}

function textOf(checked: CheckedFile, isQuiet: boolean): string {
  const errors = checked.errors.map((error) => errorLines(checked.file, error)).join("");
  return `${errors}${isQuiet ? "" : warningLines(checked)}${summaryLines(checked)}`;
}

function documentOf(checked: CheckedFile): object {
  const { file, format, referenceDate, complete, records, filings, errors, warnings, sourceWarnings } = checked;
  return {
    file,
    format,
    reference_date: referenceDate ?? null,
    complete,
    records,
    agencies: filings.map(({ agency, records: sendable, sourceWarnings: counts }) => ({
      agency: agency ?? null,
      records: sendable,
      source_warnings: counts,
    })),
    sums: {
      errors: Object.fromEntries(countsByCode(errors)),
      warnings: Object.fromEntries(countsByCode(warnings)),
      source_warnings: Object.fromEntries(countsByCode(sourceWarnings)),
    },
    errors,
    warnings,
    source_warnings: sourceWarnings,
  };
}
