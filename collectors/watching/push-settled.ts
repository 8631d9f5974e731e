import { push, type PushOptions } from "../commands/push.ts";
import { reportFailure } from "../commands/report-failure.ts";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { acknowledgedSince } from "./acknowledged-since.ts";
import { fileDigest } from "./file-digest.ts";
import type { Candidate } from "./list-candidates.ts";
import type { Handled, WatchMemory } from "./watch-memory.ts";

export interface WatchedPush {
  /** The options of every push of the folder; the file is another each time, and the key is read anew. */
  options: Omit<PushOptions, "file" | "key">;
  key: () => string;
  serverFolder: string;
  memory: WatchMemory;
  /** A digest of all that changes what is sent, beside the file itself. */
  settings: () => Promise<string>;
  version: string;
}

/** `isKnown`: these bytes were dealt with before, with this status, and nothing was done now. */
export interface WatchedOutcome {
  status: ExitStatus;
  isKnown: boolean;
}

/**
 * Pushes one file unless these bytes were pushed, or found to have errors, before. A refusal may have another answer once somebody
 * has acted, so it is tried again. Undefined when the file is gone.
 */
export async function pushSettled(
  { name, path }: Pick<Candidate, "name" | "path">,
  watched: WatchedPush,
  io: CommandIo,
): Promise<WatchedOutcome | undefined> {
  const { memory, version, serverFolder, options } = watched;
  const digest = await fileDigest(path).catch(() => undefined);
  if (digest === undefined) return undefined;
  const settings = await watched.settings();
  const now = { digest, settings, version };
  const remember = async (status: Handled["status"]): Promise<void> =>
    memory.remember(name, { ...now, status, at: new Date(io.now()).toISOString() });
  const last = memory.of(name);
  const handled = last?.digest === digest && last.settings === settings ? last : undefined;
  if (handled && isFinal(handled, version)) return { status: handled.status, isKnown: true };
  if (handled?.status === "started") {
    // The process ended between the receipt and the note of it. Of several agencies in a file some may be missing.
    if (!options.allAgencies && (await acknowledgedSince(serverFolder, path, handled.at))) {
      await remember(0);
      return { status: 0, isKnown: true };
    }
  } else await remember("started");
  const status = await pushOrTell(path, watched, io);
  // What was stopped goes on at the next look: the spool has it.
  if (status !== 4) await remember(status);
  return { status, isKnown: false };
}

function isFinal(handled: Handled, version: string): handled is Handled & { status: 0 | 1 | 2 } {
  if (handled.status === 0) return true;
  return (handled.status === 1 || handled.status === 2) && handled.version === version;
}

/** What nobody foresaw, such as a full disk, ends one push and not the watch. */
async function pushOrTell(file: string, { options, key }: WatchedPush, io: CommandIo): Promise<ExitStatus> {
  try {
    return await push({ ...options, file, key: key() }, io);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const remedy = "It is tried again in a minute; if this stays, see to what it names.";
    return reportFailure(new CommandFailure(4, `${file} was not pushed: ${text}`, remedy), options, io);
  }
}
