import { checkFile } from "../checking/check-file.ts";
import type { CheckOptions, CheckOutput } from "../checking/check-options.ts";
import type { CheckedFile } from "../checking/checked-file.ts";
import { errorLines, summaryLines, warningLines } from "../checking/report-check.ts";
import { jsonReport } from "../checking/report-json.ts";
import { junitReport } from "../checking/report-junit.ts";
import { sarifReport } from "../checking/report-sarif.ts";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { createProgress } from "../progress.ts";
import { programManifest } from "../sender-name.ts";
import { reportFailure } from "./report-failure.ts";

export type { CheckOptions } from "../checking/check-options.ts";

/** Checks a file offline by the rules of the server and lists every error. Exit status 1 when there is one. */
export async function check(options: CheckOptions, io: CommandIo): Promise<ExitStatus> {
  const progress = createProgress(io, options.quiet === true);
  try {
    const checked = await checkFile(options, progress, "findings");
    io.out(reports[options.output ?? "text"](checked, options.quiet === true));
    return checked.errors.length > 0 ? 1 : 0;
  } catch (error) {
    progress.clear();
    if (error instanceof CommandFailure && error.status === 1 && isForBuilds(options.output)) {
      io.out(reports[options.output](unreadableFile(options.file, error), false));
      return 1;
    }
    return reportFailure(error, options, io);
  }
}

const isForBuilds = (output: CheckOutput | undefined): output is "sarif" | "junit" =>
  output === "sarif" || output === "junit";

/** A file that cannot be read as a whole is one error of it, where a build looks for errors. */
function unreadableFile(file: string, { message, remedy, line = 1 }: CommandFailure): CheckedFile {
  return {
    file,
    format: "canonical",
    referenceDate: undefined,
    complete: true,
    records: 0,
    filings: [],
    errors: [
      { code: "file-unreadable", pointer: "", message, remedy, line, column: null, agency: undefined, id: undefined },
    ],
    warnings: [],
    sourceWarnings: [],
  };
}

const reports: Record<CheckOutput, (checked: CheckedFile, isQuiet: boolean) => string> = {
  text: textReport,
  json: jsonReport,
  sarif: (checked) => sarifReport(checked, programManifest()),
  junit: junitReport,
};

function textReport(checked: CheckedFile, isQuiet: boolean): string {
  const errors = checked.errors.map((error) => errorLines(checked.file, error)).join("");
  return `${errors}${isQuiet ? "" : warningLines(checked)}${summaryLines(checked)}`;
}
