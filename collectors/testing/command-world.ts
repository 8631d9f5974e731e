import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandIo } from "../command-io.ts";

/** A world for a command under test: files in a folder of its own, a clock that moves when somebody sleeps, real HTTP. */
export interface CommandWorld extends CommandIo {
  folder: string;
  stdout(): string;
  stderr(): string;
  /** How long the command has slept, in order. */
  slept: number[];
  /** Empties what was written so far. */
  forget(): void;
  remove(): Promise<void>;
}

export async function createCommandWorld(changes: Partial<CommandIo> = {}): Promise<CommandWorld> {
  const folder = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "sparewheel-command-"));
  const written = { out: "", err: "" };
  const slept: number[] = [];
  let clock = Date.parse("2026-10-01T08:00:00Z");
  return {
    folder,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    stdout: () => written.out,
    stderr: () => written.err,
    slept,
    forget: () => Object.assign(written, { out: "", err: "" }),
    isTerminal: false,
    columns: 80,
    fetch,
    // A millisecond passes with every look at the clock, so that ids made one after the other sort.
    now: () => (clock += 1),
    sleep: async (ms) => {
      slept.push(ms);
      clock += ms;
    },
    random: () => 0.5,
    stateDirectory: join(folder, "state"),
    remove: async () => rm(folder, { recursive: true, force: true }),
    ...changes,
  };
}
