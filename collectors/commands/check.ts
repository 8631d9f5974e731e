import { checkFile } from "../checking/check-file.ts";
import type { CheckOptions, CheckOutput } from "../checking/check-options.ts";
import { type CheckedFile, placeName } from "../checking/checked-file.ts";
import { createFindingList } from "../checking/finding-list.ts";
import { errorLines, summaryLines, warningLines } from "../checking/report-check.ts";
import { jsonReport } from "../checking/report-json.ts";
import { junitReport } from "../checking/report-junit.ts";
import { sarifReport } from "../checking/report-sarif.ts";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { fixFile } from "../fixing/fix-file.ts";
import { fixTable } from "../fixing/fix-table.ts";
import type { Fixed } from "../fixing/fix-line.ts";
import { fixedName } from "../fixing/fixed-name.ts";
import { fixLines } from "../fixing/report-fixes.ts";
import { createProgress } from "../progress.ts";
import { programManifest } from "../sender-name.ts";
import { reportFailure } from "./report-failure.ts";

export type { CheckOptions } from "../checking/check-options.ts";

export interface FixOptions {
  /** Write a file with everything mended that can be mended in one way only. */
  fix?: boolean;
  /** Where to; beside the source unless given. Implies `fix`. */
  fixTo?: string;
}

/**
 * Checks a file offline by the rules of the server and lists every error. Exit status 1 when there is one; with `fix` when one
 * is left in the file that was written.
 */
export async function check(options: CheckOptions & FixOptions, io: CommandIo): Promise<ExitStatus> {
  const progress = createProgress(io, options.quiet === true);
  try {
    const given = await checkFile(options, progress, "findings");
    const fixed = options.fix || options.fixTo !== undefined ? await fix(given, options) : undefined;
    const checked =
      fixed && fixed.changes.length > 0
        ? await checkFile({ ...options, file: fixed.target }, progress, "findings")
        : given;
    const output = options.output ?? "text";
    const fixedText = fixed ? fixLines(options.file, fixed.target, fixed.changes) : "";
    if (output === "text") io.out(fixedText);
    else if (output !== "json") io.err(fixedText);
    if (output === "text") for (const part of textReport(checked, options.quiet === true)) io.out(part);
    else io.out(output === "json" ? jsonReport(checked, fixed) : reports[output](checked));
    return checked.errors.length > 0 ? 1 : 0;
  } catch (error) {
    progress.clear();
    if (error instanceof CommandFailure && error.status === 1 && isForBuilds(options.output)) {
      io.out(reports[options.output](unreadableFile(options.file, error)));
      return 1;
    }
    return reportFailure(error, options, io);
  }
}

async function fix(checked: CheckedFile, options: CheckOptions & FixOptions): Promise<Fixed> {
  const { file, mapping, agency } = options;
  const target = options.fixTo ?? fixedName(file);
  if (checked.format === "canonical") return { target, changes: await fixFile(checked, target) };
  if (checked.sheet !== undefined)
    throw new CommandFailure(
      2,
      `--fix mends NDJSON, JSON and CSV, and ${file} is a spreadsheet: its formulas and formats would not outlast it.`,
      "Correct its cells in the spreadsheet program, or save the sheet as CSV and run --fix on that.",
    );
  if (mapping === undefined)
    throw new CommandFailure(
      2,
      `--fix mends CSV by a mapping, and ${file} is read by the preset ${checked.format}.`,
      "Correct its cells: the preset trims them and reads dates in every certain form anyway, and whatever else is wrong takes a person.",
    );
  return { target, changes: await fixTable({ file, mapping, agency }, target) };
}

const isForBuilds = (output: CheckOutput | undefined): output is "sarif" | "junit" =>
  output === "sarif" || output === "junit";

/** A file that cannot be read as a whole is one error of it, where a build looks for errors. */
function unreadableFile(file: string, { message, remedy, line = 1 }: CommandFailure): CheckedFile {
  const errors = createFindingList();
  const whole = { code: "file-unreadable", pointer: "", column: null, agency: undefined, id: undefined } as const;
  errors.add({ ...whole, message, remedy, line });
  return {
    file,
    format: "canonical",
    referenceDate: undefined,
    complete: true,
    records: 0,
    filings: [],
    errors,
    warnings: createFindingList(),
    sourceWarnings: [],
  };
}

const reports: Record<"sarif" | "junit", (checked: CheckedFile) => string> = {
  sarif: (checked) => sarifReport(checked, programManifest()),
  junit: junitReport,
};

/** In pieces: of a file in which everything is wrong the whole text would be as large as the file. */
function* textReport(checked: CheckedFile, isQuiet: boolean): Generator<string, void> {
  yield* inPieces(errorTexts(checked));
  if (!isQuiet) yield* inPieces(warningLines(checked));
  yield summaryLines(checked);
}

function* errorTexts(checked: CheckedFile): Generator<string, void> {
  const name = placeName(checked);
  for (const error of checked.errors) yield errorLines(name, error);
}

const piece = 1_000;

function* inPieces(texts: Iterable<string>): Generator<string, void> {
  let together: string[] = [];
  for (const text of texts) {
    if (together.push(text) < piece) continue;
    yield together.join("");
    together = [];
  }
  yield together.join("");
}
