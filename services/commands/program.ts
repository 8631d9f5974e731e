import { Command, Option } from "commander";
import { checkOutputs } from "#collectors/checking/check-options.ts";
import { paintFor } from "#collectors/paint.ts";
import { addCollectorCommands } from "./collector-commands.ts";
import type { CliContext } from "./cli-context.ts";
import { commandExamples, type Example } from "./command-examples.ts";
import { addServerCommands } from "./server-commands.ts";
import { addToolCommands } from "./tool-commands.ts";

/**
 * All commands. Only what an agency's machine needs is imported before a command runs: `check`, `push` and
 * `receipt verify` work where the optional packages of a server are not installed.
 */
export function createProgram(context: CliContext, version: string): Command {
  const { io } = context;
  // Both outputs have the same words, and commander takes colours away where there are none.
  const { bold } = paintFor(io.colours?.out === true || io.colours?.err === true);
  const program = new Command("sparewheel")
    .description("Reliability-debt and sovereignty metrics of AI workloads, for coalitions of states")
    .version(version)
    .option("--server <url>", "server to talk to (default: the one of this machine, http://127.0.0.1:8080)")
    .option("--key-file <file>", "file that holds the key (default: the variable SPAREWHEEL_KEY)")
    .addOption(
      new Option("--output <form>", "form of the answer; sarif and junit for check only")
        .choices(checkOutputs)
        .default("text"),
    )
    .option("--quiet", "only results and errors")
    .option("--no-color", "no colours; the variable NO_COLOR does the same")
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: narrowestHelp, styleTitle: bold, styleCommandText: bold })
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHasColors: () => io.colours?.out === true,
      getErrHasColors: () => io.colours?.err === true,
      getOutHelpWidth: () => io.outColumns ?? pipeColumns,
      getErrHelpWidth: () => io.columns,
      outputError: () => {},
    })
    .showSuggestionAfterError()
    .exitOverride();
  addCollectorCommands(program, context);
  addServerCommands(program, context);
  addToolCommands(program, context);
  addExamples(program, [], bold);
  program.addHelpText("after", `\n${exitStatusText}`);
  return program;
}

const pipeColumns = 100;
/** What descriptions keep beside the longest option on a terminal of 60 characters. */
const narrowestHelp = 20;

/** What the help of the program prints; docs/command-line.md says what to do about each. */
export const exitStatusText =
  "Exit status: 0 good, 1 errors in the data, 2 wrong usage, 3 refused by the server, 4 not finished: run it again.";

function addExamples(command: Command, path: readonly string[], bold: (text: string) => string): void {
  const examples = commandExamples[path.join(" ")] ?? [];
  if (examples.length > 0) command.addHelpText("after", examplesText(examples, bold));
  for (const below of command.commands) addExamples(below, [...path, below.name()], bold);
}

const examplesText = (examples: readonly Example[], bold: (text: string) => string): string =>
  [`\n${bold("Examples:")}`, ...examples.flatMap(({ for: purpose, line }) => [`  # ${purpose}`, `  ${line}`])].join(
    "\n",
  );
