import { type CheckedFile, type Filing, placeName } from "../checking/checked-file.ts";
import { checkFile } from "../checking/check-file.ts";
import { errorLines, sourceWarningSummary, summaryLines } from "../checking/report-check.ts";
import { standingNote } from "../checking/standing-note.ts";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { createProgress } from "../progress.ts";
import { dryRunFiling } from "../pushing/dry-run-filing.ts";
import { failureLines, failureText } from "../pushing/failure.ts";
import { pushFilings } from "../pushing/push-filings.ts";
import type { PushOptions } from "../pushing/push-options.ts";
import { openPushSession, type PushSession } from "../pushing/push-session.ts";
import { registerAgencies } from "../pushing/register-agencies.ts";
import { reportFailure } from "./report-failure.ts";
import { unregisteredTable } from "../pushing/unregistered-table.ts";
import { lookOn } from "../text-table.ts";
import { reportOutcomes } from "../pushing/report-outcomes.ts";

export type { PushOptions } from "../pushing/push-options.ts";

const mostErrorsShown = 20;

/** Checks a file, spools one push an agency, sends each until it is answered and keeps the receipts. */
export async function push(options: PushOptions, io: CommandIo): Promise<ExitStatus> {
  const progress = createProgress(io, options.quiet === true);
  try {
    checkArguments(options);
    const session = openPushSession(options, io, progress);
    const checked = await checkFile(options, progress, "texts");
    if (checked.errors.length > 0) return reportErrors(checked, options, io);
    const filings = filingsToPush(checked, options);
    const dated = withReferenceDate(checked);
    return options.dryRun
      ? await dryRun(session, dated, filings, options)
      : await send(session, dated, filings, options);
  } catch (error) {
    progress.clear();
    return reportFailure(error, options, io);
  }
}

async function send(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filings: (Filing & { agency: string })[],
  options: PushOptions,
): Promise<ExitStatus> {
  if (options.member !== undefined) await registerAgencies(session, filings, options.member, { dryRun: false });
  const outcomes = await pushFilings(session, checked, filings, { confirmShrink: options.confirmShrink === true });
  session.progress.clear();
  reportOutcomes(outcomes, filings, options, session.io);
  if (options.output !== "json") session.io.out(standingNote({ ...checked, filings }));
  return worstOf(outcomes);
}

async function dryRun(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filings: (Filing & { agency: string })[],
  options: PushOptions,
): Promise<ExitStatus> {
  const { io } = session;
  const missing =
    options.member === undefined ? [] : await registerAgencies(session, filings, options.member, { dryRun: true });
  const unregistered = filings.filter(({ agency }) => missing.includes(agency));
  const results = [];
  for (const filing of filings.filter(({ agency }) => !missing.includes(agency)))
    results.push(await dryRunFiling(session, checked, filing, { confirmShrink: options.confirmShrink === true }));
  session.progress.clear();
  if (options.output === "json") {
    const pushes = results.map(({ agency, exitStatus, failure, answer, since }) => ({
      agency,
      status: exitStatus,
      ...(failure ? { problem: failureText(failure) } : { answer }),
      since_last_sent: since
        ? { push_id: since.sent.push_id, reference_date: since.sent.reference_date, ...since.difference }
        : null,
    }));
    io.out(`${JSON.stringify({ dry_run: true, not_registered: missing, pushes })}\n`);
  } else {
    io.out(unregisteredTable(unregistered, options.member ?? "", lookOn(io)));
    for (const { text } of results) io.out(text);
    io.out(sourceWarningSummary(filings.map(({ sourceWarnings }) => sourceWarnings)));
    io.out(standingNote({ ...checked, filings }));
    for (const { agency, failure } of results) if (failure) io.err(failureLines(agency, failure));
  }
  return worstOf(results);
}

const worstOf = (results: readonly { exitStatus: ExitStatus }[]): ExitStatus =>
  results.reduce<ExitStatus>((worst, { exitStatus }) => (exitStatus > worst ? exitStatus : worst), 0);

function checkArguments({ allAgencies, member, agency, key }: PushOptions): void {
  if (key.trim() === "" || /\s/.test(key.trim()))
    throw new CommandFailure(2, "There is no key to push with.", "Give --key-file FILE or set SPAREWHEEL_KEY.");
  if (allAgencies && member === undefined)
    throw new CommandFailure(
      2,
      "--all-agencies registers agencies and needs to know under which member.",
      "Add --member ID.",
    );
  if (allAgencies && agency !== undefined)
    throw new CommandFailure(2, "--all-agencies and --agency exclude each other.", "Leave one of the two out.");
  if (!allAgencies && member !== undefined)
    throw new CommandFailure(2, "--member goes with --all-agencies only.", "Add --all-agencies or leave --member out.");
}

function filingsToPush({ file, filings }: CheckedFile, options: PushOptions): (Filing & { agency: string })[] {
  const named = filings.flatMap(({ agency, ...filing }) => (agency === undefined ? [] : [{ agency, ...filing }]));
  if (named.length < filings.length)
    throw new CommandFailure(
      2,
      `${file} does not say whose workloads it holds.`,
      "Add --agency ID, or `agency` to the mapping.",
    );
  if (named.length > 1 && !options.allAgencies)
    throw new CommandFailure(
      2,
      `${file} holds ${named.length} agencies: ${named.map(({ agency }) => agency).join(", ")}.`,
      "Choose one with --agency ID, or push all with --all-agencies --member ID and an admin key.",
    );
  return named;
}

function withReferenceDate(checked: CheckedFile): CheckedFile & { referenceDate: string } {
  const { file, referenceDate } = checked;
  if (referenceDate === undefined)
    throw new CommandFailure(
      2,
      `${file} has no header line that says which day it describes.`,
      "Add --reference-date YYYY-MM-DD.",
    );
  return { ...checked, referenceDate };
}

function reportErrors(checked: CheckedFile, options: PushOptions, io: CommandIo): ExitStatus {
  const { file } = checked;
  const errors = [...checked.errors];
  if (options.output === "json") io.out(`${JSON.stringify({ file, errors })}\n`);
  else {
    io.err(
      errors
        .slice(0, mostErrorsShown)
        .map((error) => errorLines(placeName(checked), error))
        .join(""),
    );
    if (errors.length > mostErrorsShown)
      io.err(`... and ${errors.length - mostErrorsShown} more; \`check\` lists all.\n`);
    io.err(summaryLines(checked));
  }
  return 1;
}
