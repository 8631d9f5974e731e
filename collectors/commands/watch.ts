import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { createProgress, type Progress } from "../progress.ts";
import { serverAddress } from "../pushing/server-address.ts";
import { senderName } from "../sender-name.ts";
import { type Candidate, listCandidates } from "../watching/list-candidates.ts";
import { createBesideWatch } from "../watching/files-beside.ts";
import { pushSettled, type WatchedOutcome, type WatchedPush } from "../watching/push-settled.ts";
import { settingsDigest } from "../watching/settings-digest.ts";
import { createSettling } from "../watching/settle.ts";
import { watchArrivals } from "../watching/watch-arrivals.ts";
import { openWatchMemory } from "../watching/watch-memory.ts";
import type { PushOptions } from "./push.ts";
import { reportFailure } from "./report-failure.ts";

export interface WatchOptions extends Omit<PushOptions, "file" | "key"> {
  folder: string;
  /** Asked before every push, so that a new key in the key file is used without a restart. */
  key: () => string;
  /** How long size and time of a file have to stay as they are before it is read. */
  settleMs: number;
  /** Ends when everything that lies in the folder was looked at once. */
  once: boolean;
}

const longestPollMs = 200;
const retryAfterMs = 60_000;
/** How long `once` waits for a file that somebody is writing. */
const shortestPatienceMs = 60_000;

/**
 * Pushes the files of a folder as they appear and change, one at a time, until a signal stops it: status 0 then. With `once` it
 * ends by itself, with the highest status of its files. A file with errors stops no other and stays where it is.
 */
export async function watch(options: WatchOptions, io: CommandIo): Promise<ExitStatus> {
  const progress = createProgress(io, options.quiet === true);
  try {
    checkArguments(options);
    const folder = resolve(options.folder);
    await checkFolder(folder);
    const { folder: server } = serverAddress(options.server);
    const serverFolder = join(io.stateDirectory, "sparewheel", server);
    const { folder: _folder, key, settleMs, once, ...pushOptions } = options;
    const watched: WatchedPush = {
      options: pushOptions,
      key,
      serverFolder,
      memory: await openWatchMemory(serverFolder, folder),
      settings: () => settingsOf(pushOptions),
      version: senderName(),
    };
    key();
    return await watchFolder({ folder, settleMs, once }, watched, io, progress);
  } catch (error) {
    progress.clear();
    return reportFailure(error, options, io);
  }
}

async function watchFolder(
  { folder, settleMs, once }: { folder: string; settleMs: number; once: boolean },
  watched: WatchedPush,
  io: CommandIo,
  progress: Progress,
): Promise<ExitStatus> {
  const arrivals = watchArrivals(folder);
  const { signal } = io;
  // From here on a stop ends it in order.
  if (!once)
    progress.say(
      `Watching ${folder}: a file is pushed once it has been still for ${settleMs / 1000} s. Ctrl-C ends it.`,
    );
  const { mapping, overlay } = watched.options;
  const lookBeside = createBesideWatch([mapping, overlay], settleMs);
  const settled = createSettling(settleMs, (name) => arrivals.cameWhole(name));
  /** The states that were dealt with in this run, and when to look again at those that were not finished. */
  const done = new Map<string, { state: string; again: number }>();
  const told = new Set<string>();
  let worst: ExitStatus = 0;
  let movedAt = io.now();
  try {
    for (;;) {
      const { candidates, others } = await listOrTell(folder, told, progress);
      const beside = await lookBeside(io.now());
      if (beside.isChanged) progress.say(`${besideName(watched)} changed: files are pushed by it once it is still.`);
      for (const name of others.filter((each) => !told.has(each))) {
        told.add(name);
        progress.say(`${name}: not a file that can be read here; left alone.`);
      }
      const isDone = ({ name, state }: Candidate): boolean => {
        const last = done.get(name);
        return last?.state === `${state}\n${beside.state}` && io.now() < last.again;
      };
      const whole = settled(candidates, io.now());
      for (const candidate of beside.isStill ? whole.filter((each) => !isDone(each)) : []) {
        const outcome = await pushOne(candidate, watched, io, progress);
        movedAt = io.now();
        if (signal?.aborted) return once ? 4 : 0;
        if (outcome && outcome.status > worst) worst = outcome.status;
        const again = outcome?.status === 4 && !once ? io.now() + retryAfterMs : Infinity;
        done.set(candidate.name, { state: `${candidate.state}\n${beside.state}`, again });
      }
      const open = candidates.filter((each) => each.size > 0 && !isDone(each));
      if (once && open.length === 0) return worst;
      if (once && io.now() - movedAt > Math.max(shortestPatienceMs, 10 * settleMs)) {
        progress.warn(`Still being written, and left for the next time: ${open.map(({ name }) => name).join(", ")}.`);
        return worst === 0 ? 4 : worst;
      }
      await pause(Math.min(longestPollMs, settleMs / 2), io);
      if (signal?.aborted) return once ? 4 : 0;
    }
  } finally {
    arrivals.close();
  }
}

const besideName = ({ options: { mapping, overlay } }: WatchedPush): string =>
  [mapping, overlay].filter((name) => name !== undefined).join(" or ");

/** A folder of another machine may be away for a while. */
async function listOrTell(
  folder: string,
  told: Set<string>,
  progress: Progress,
): Promise<Awaited<ReturnType<typeof listCandidates>>> {
  try {
    const found = await listCandidates(folder);
    if (told.delete(folder)) progress.say(`${folder} can be read again.`);
    return found;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (!told.has(folder)) progress.warn(`${folder} cannot be read (${text}); it is looked at until it can.`);
    told.add(folder);
    return { candidates: [], others: [] };
  }
}

/** With JSON each file is one line: what `push` would have printed, with the file and its status. */
async function pushOne(
  candidate: Candidate,
  watched: WatchedPush,
  io: CommandIo,
  progress: Progress,
): Promise<WatchedOutcome | undefined> {
  const { path } = candidate;
  const isJson = watched.options.output === "json";
  let text = "";
  const caught = isJson ? { ...io, out: (part: string) => void (text += part) } : io;
  const outcome = await pushSettled(candidate, watched, caught);
  if (!outcome) return undefined;
  const { status, isKnown } = outcome;
  if (isJson) {
    const answer: unknown = text === "" ? null : JSON.parse(text);
    const at = new Date(io.now()).toISOString();
    io.out(`${JSON.stringify({ file: path, status, is_known: isKnown, at, answer })}\n`);
  } else if (status === 1 || status === 2) {
    progress.say(
      `${path} ${isKnown ? "was refused before and" : "stays where it is and"} is tried again once it is another.`,
    );
  }
  return outcome;
}

async function pause(ms: number, io: CommandIo): Promise<void> {
  const { signal } = io;
  let stop = (): void => {};
  const stopping = new Promise<void>((end) => {
    stop = () => end();
    if (signal?.aborted) end();
    signal?.addEventListener("abort", stop, { once: true });
  });
  await Promise.race([io.sleep(ms), stopping]);
  signal?.removeEventListener("abort", stop);
}

function checkArguments({ dryRun, confirmShrink, settleMs }: WatchOptions): void {
  if (dryRun)
    throw new CommandFailure(
      2,
      "--watch sends what it finds, and --dry-run sends nothing.",
      "Leave one of the two out.",
    );
  if (confirmShrink)
    throw new CommandFailure(
      2,
      "--confirm-shrink is a person's word for one file, and --watch would give it for every one.",
      "Leave it out; push the one file with --confirm-shrink by hand.",
    );
  if (settleMs <= 0) throw new CommandFailure(2, "--settle is no time at all.", "Give it as 2s or longer.");
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new CommandFailure(
      2,
      `${folder} is not a folder that can be read.`,
      "Name the folder whose files are pushed.",
    );
}

/** Of the options that change what is sent. */
async function settingsOf(options: WatchedPush["options"]): Promise<string> {
  const { output: _output, quiet: _quiet, giveUpAfterMs: _giveUp, server: _server, ...meant } = options;
  return settingsDigest(meant);
}
