import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { CommandIo } from "#collectors/command-io.ts";
import { runCommandLine } from "./commands/run-command-line.ts";
import { wantsColours } from "./commands/wants-colours.ts";

function processIo(words: readonly string[]): CommandIo {
  const { stdout, stderr, env } = process;
  let stopping: AbortController | undefined;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY,
    columns: stderr.columns ?? 80,
    outColumns: stdout.isTTY ? stdout.columns : undefined,
    colours: { out: wantsColours(words, env, stdout), err: wantsColours(words, env, stderr) },
    fetch,
    now: Date.now,
    // A timer that nobody waits for any more would keep a stopped process alive, for minutes.
    sleep: (ms) => delay(ms, undefined, { signal: stopping?.signal }).catch(() => {}),
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
const words = process.argv.slice(2);
const io = processIo(words);
const terminal = process.stdout.isTTY ? (text: string): void => io.out(text) : undefined;
const manifest = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
const { version } = JSON.parse(manifest) as { version: string };
process.exitCode = await runCommandLine(words, { environment: process.env, io, terminal }, version);
