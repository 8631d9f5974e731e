import { Command, Option } from "commander";
import { addCollectorCommands } from "./collector-commands.ts";
import type { CliContext } from "./cli-context.ts";
import { addServerCommands } from "./server-commands.ts";

const exitStatuses = `
Exit status: 0 good, 1 errors in the data, 2 wrong usage, 3 refused by the server, 4 server not reached.`;

/**
 * All commands. Only what an agency's machine needs is imported before a command runs: `check`, `push` and
 * `receipt verify` work where the optional packages of a server are not installed.
 */
export function createProgram(context: CliContext, version: string): Command {
  const program = new Command("sparewheel")
    .description("Reliability-debt and sovereignty metrics of AI workloads, for coalitions of states")
    .version(version)
    .option("--server <url>", "server to talk to (default: the one of this machine, http://127.0.0.1:8080)")
    .option("--key-file <file>", "file that holds the key (default: the variable SPAREWHEEL_KEY)")
    .addOption(new Option("--output <form>", "form of the answer").choices(["text", "json"]).default("text"))
    .option("--quiet", "only results and errors")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => context.io.out(text),
      writeErr: (text) => context.io.err(text),
      outputError: () => {},
    })
    .addHelpText("after", exitStatuses)
    .showSuggestionAfterError()
    .exitOverride();
  addCollectorCommands(program, context);
  addServerCommands(program, context);
  return program;
}
