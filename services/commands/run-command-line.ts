import { CommanderError } from "commander";
import { CommandFailure } from "#collectors/command-failure.ts";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import type { CliContext } from "./cli-context.ts";
import { createProgram } from "./program.ts";

const usage = 2;
const stopped = 4;
/** Of sysexits.h; none of the statuses of a command. */
const defect = 70;

/** Runs one command line and returns its exit status. Whatever goes wrong is told in two lines, or in one document. */
export async function runCommandLine(
  words: readonly string[],
  context: Omit<CliContext, "end">,
  version: string,
): Promise<number> {
  let status = 0;
  const program = createProgram({ ...context, end: (ended) => (status = ended) }, version);
  try {
    await program.parseAsync(words, { from: "user" });
    return status;
  } catch (error) {
    const output = words.includes("json") ? ("json" as const) : ("text" as const);
    if (!(error instanceof CommanderError)) return reportUnforeseen(error, { output }, context);
    if (error.exitCode === 0) return 0; // --help and --version
    if (error.code === "commander.help") return usage; // a command that needs a subcommand has printed its help
    const message = error.message.replace(/^error: /, "").replace(/\n.*/s, "");
    const hint = /Did you mean [^)]*/.exec(error.message)?.[0] ?? "";
    const remedy = `${hint === "" ? "" : `${hint} `}See sparewheel ${error.code === "commander.unknownCommand" ? "" : commandOf(words)}--help.`;
    return reportFailure(new CommandFailure(usage, message, remedy), { output }, context.io);
  }
}

/** What no command foresaw is told in two lines too: what the system refused, or that this is a defect. */
function reportUnforeseen(
  error: unknown,
  options: { output: "text" | "json" },
  { io, environment }: Omit<CliContext, "end">,
): number {
  if (error instanceof CommandFailure) return reportFailure(error, options, io);
  const text = error instanceof Error ? error.message : String(error);
  const { code, path, syscall } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  const remedy = syscall === undefined ? undefined : remedies[code ?? ""];
  if (remedy !== undefined)
    return reportFailure(new CommandFailure(stopped, `${path ?? syscall}: ${text}`, remedy), options, io);
  if (environment.SPAREWHEEL_TRACE === "1") io.err(`${error instanceof Error ? error.stack : text}\n`);
  const what = `This is a defect of sparewheel: ${text.split("\n")[0]}`;
  const report = "Tell its developers, with what it prints under SPAREWHEEL_TRACE=1.";
  return reportFailure(new CommandFailure(defect, what, report), options, io);
}

/** What a person can do about what the system says of a file. */
const remedies: Readonly<Record<string, string>> = {
  EACCES: "Give this user the right to it, or name another place.",
  EPERM: "Give this user the right to it, or name another place.",
  ENOTDIR: "Name a folder where this is a file.",
  EROFS: "Name a place that can be written to.",
  ENOSPC: "Make room on that disk, then run the same command again.",
  EDQUOT: "Make room within the quota, then run the same command again.",
  EMFILE: "Close other programs, or raise the limit of open files (ulimit -n).",
};

function commandOf(words: readonly string[]): string {
  return words[0] === undefined || words[0].startsWith("-") ? "" : `${words[0]} `;
}
