import { basename } from "node:path";
import { pino } from "pino";
import { CommandFailure } from "#collectors/command-failure.ts";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import { createProgress } from "#collectors/progress.ts";
import { answerCase, type CaseAnswer, type OnStep } from "#services/cases/case-figures.ts";
import type { CaseStores } from "#services/cases/empty-stores.ts";
import { differenceText, type FigureDifference, figureDifferences } from "#services/cases/figure-differences.ts";
import { openTemporaryStores, type TemporaryStores } from "#services/cases/temporary-stores.ts";
import { createLog } from "#services/operations/create-log.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { caseFailure, type ReadCase, readCaseFile } from "./read-case-file.ts";
import { watchStop } from "./watch-stop.ts";

/**
 * Computes the figures of case files in stores that are thrown away, all files in one start. Prints one array a line or, with
 * `check`, where they are not as the files expect; exit status 1 when they are not.
 */
export async function figuresOfCases(
  { io }: CliContext,
  flags: GlobalFlags,
  { files, check }: { files: readonly string[]; check: boolean },
): Promise<number> {
  const progress = createProgress(io, flags.quiet === true);
  const stopping = watchStop();
  let stores: TemporaryStores | undefined;
  try {
    const cases = files.map((file) => readCaseFile(file, { withExpected: check }));
    progress.note("starting the engines");
    stores = await openStores();
    const total = { queries: 0, different: 0 };
    for (const each of cases) {
      const answers = await answersOf(each, stores, (done, all, words) => {
        if (stopping.isStopped()) throw stopped();
        progress.step(done, all, `${basename(each.file)}: ${words}`);
      });
      progress.clear();
      total.queries += answers.length;
      if (!check) {
        io.out(`${JSON.stringify(answers)}\n`);
        continue;
      }
      const differences = figureDifferences(each.expected, answers);
      if (differences.length > 0) total.different += 1;
      io.out(flags.output === "json" ? documentOf(each, differences) : linesOf(each, differences));
    }
    if (check)
      progress.say(
        `${total.queries} queries of ${cases.length} files answered; files with differences: ${total.different}.`,
      );
    return total.different > 0 ? 1 : 0;
  } catch (error) {
    progress.clear();
    // A signal may reach the engines too; what fails then is no defect.
    return reportFailure(stopping.isStopped() ? stopped() : error, flags, io);
  } finally {
    await stores?.close();
    stopping.end();
  }
}

async function openStores(): Promise<TemporaryStores> {
  try {
    return await openTemporaryStores(createLog("warn", pino.destination({ dest: 2, sync: true })));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      4,
      `The temporary stores did not open: ${reason}`,
      "Both engines are optional packages: install without --omit=optional.",
    );
  }
}

async function answersOf({ file, world }: ReadCase, stores: CaseStores, onStep: OnStep): Promise<CaseAnswer[]> {
  try {
    return await answerCase(stores, world, onStep);
  } catch (error) {
    throw caseFailure(file, error);
  }
}

const documentOf = ({ file, world }: ReadCase, differences: readonly FigureDifference[]): string =>
  `${JSON.stringify({ file, queries: world.queries.length, differences })}\n`;

const linesOf = ({ file }: ReadCase, differences: readonly FigureDifference[]): string =>
  differences.map((difference) => `${file}: ${differenceText(difference)}\n`).join("");

const stopped = (): CommandFailure =>
  new CommandFailure(4, "Stopped before every figure was computed.", "Run the same command again.");
