import type { CommandIo } from "./command-io.ts";
import { paintFor } from "./paint.ts";

/** What a command shows while it works, on standard error. */
export interface Progress {
  /** How far a long step is. On a terminal a bar in place; otherwise at most one line every two seconds. */
  step(done: number, total: number, words: string): void;
  /** What is being done now: in place on a terminal, otherwise rationed like a step. */
  note(text: string): void;
  /** A sentence that stays. */
  say(text: string): void;
  /** A sentence that stays, and that `--quiet` does not silence: somebody has to know or to act. */
  warn(text: string): void;
  /** Takes the bar away, so that what follows begins on a clean line. */
  clear(): void;
}

const plainIntervalMs = 2_000;
const terminalIntervalMs = 100;
const barWidth = 24;

export function createProgress(io: CommandIo, isQuiet: boolean): Progress {
  let isShown = false;
  // What takes less than an interval needs no word about how far it is.
  let shownAt = io.now();
  const clear = (): void => {
    if (isShown) io.err(`\r${" ".repeat(Math.max(0, io.columns - 1))}\r`);
    isShown = false;
  };
  const showInPlace = (text: string): void => {
    shownAt = io.now();
    const width = Math.max(10, io.columns - 1);
    io.err(io.isTerminal ? `\r${text.slice(0, width).padEnd(width)}` : `${text}\n`);
    isShown = io.isTerminal;
  };
  const isDue = (): boolean => io.now() - shownAt >= (io.isTerminal ? terminalIntervalMs : plainIntervalMs);
  const warn = (text: string): void => {
    clear();
    io.err(`${text}\n`);
  };
  const { yellow } = paintFor(io.colours?.err);
  return {
    step(done, total, words) {
      if (isQuiet || !(isDue() || (io.isTerminal && done === total))) return;
      const text = `${done}/${total} ${words}`;
      const filled = total === 0 ? barWidth : Math.round((barWidth * done) / total);
      showInPlace(io.isTerminal ? `[${"#".repeat(filled)}${".".repeat(barWidth - filled)}] ${text}` : text);
    },
    note(text) {
      if (!isQuiet && isDue()) showInPlace(text);
    },
    say(text) {
      if (!isQuiet) warn(text);
    },
    warn: (text) => warn(yellow(text)),
    clear,
  };
}
