import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CommanderError } from "commander";
import { CommandFailure } from "#collectors/command-failure.ts";
import type { CommandIo } from "#collectors/command-io.ts";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import type { CliContext } from "./commands/cli-context.ts";
import { createProgram } from "./commands/program.ts";

const usage = 2;

/** Runs one command line and returns its exit status. */
async function run(words: readonly string[], context: Omit<CliContext, "end">): Promise<number> {
  let status = 0;
  const manifest = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const program = createProgram({ ...context, end: (ended) => (status = ended) }, version);
  try {
    await program.parseAsync(words, { from: "user" });
    return status;
  } catch (error) {
    const output = words.includes("json") ? ("json" as const) : ("text" as const);
    if (!(error instanceof CommanderError)) return reportFailure(error, { output }, context.io);
    if (error.exitCode === 0) return 0; // --help and --version
    if (error.code === "commander.help") return usage; // a command that needs a subcommand has printed its help
    const message = error.message.replace(/^error: /, "").replace(/\n.*/s, "");
    const hint = /Did you mean [^)]*/.exec(error.message)?.[0] ?? "";
    const remedy = `${hint === "" ? "" : `${hint} `}See sparewheel ${error.code === "commander.unknownCommand" ? "" : commandOf(words)}--help.`;
    return reportFailure(new CommandFailure(usage, message, remedy), { output }, context.io);
  }
}

function commandOf(words: readonly string[]): string {
  return words[0] === undefined || words[0].startsWith("-") ? "" : `${words[0]} `;
}

function processIo(): CommandIo {
  const { stdout, stderr, env } = process;
  let stopping: AbortController | undefined;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY,
    columns: stderr.columns ?? 80,
    fetch,
    now: Date.now,
    sleep: (ms) => delay(ms),
    random: Math.random,
    stateDirectory: env.XDG_STATE_HOME || join(homedir(), ".local/state"),
    // Made when a command first looks at it: one that never does is ended by the system, as it should be.
    get signal() {
      if (stopping) return stopping.signal;
      const made = new AbortController();
      stopping = made;
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => made.abort());
      return made.signal;
    },
  };
}

// Whoever reads our output may have enough of it, like `head`; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  throw error;
});
const io = processIo();
const terminal = process.stdout.isTTY ? (text: string): void => io.out(text) : undefined;
process.exitCode = await run(process.argv.slice(2), { environment: process.env, io, terminal });
