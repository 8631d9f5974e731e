import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "../pushing/write-durably.ts";

const Handled = z.object({
  /** SHA-256 of the bytes. */
  digest: z.string(),
  /** What the push was made with besides the bytes: other options make another push of the same file. */
  settings: z.string(),
  /** Version of this program: a later one may read what an earlier one refused. */
  version: z.string(),
  /** The exit status of its push; `started` while that runs. */
  status: z.union([z.literal("started"), z.int()]),
  at: z.string(),
});
/** What was last done with a file of the folder. */
export type Handled = z.infer<typeof Handled>;

const Memory = z.object({ folder: z.string(), files: z.record(z.string(), Handled) });

/** What a watch of one folder remembers across restarts, by file name. */
export interface WatchMemory {
  of(name: string): Handled | undefined;
  remember(name: string, handled: Handled): Promise<void>;
}

const mostNames = 1_000;

/** Kept in the server's folder of the spool, so that a folder that is pushed to two servers has two memories. */
export async function openWatchMemory(serverFolder: string, folder: string): Promise<WatchMemory> {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const path = join(serverFolder, "watched", `${name}.json`);
  const files = new Map(Object.entries((await readMemory(path))?.files ?? {}));
  return {
    of: (file) => files.get(file),
    async remember(file, handled) {
      files.delete(file); // the last one is the newest
      files.set(file, handled);
      for (const oldest of [...files.keys()].slice(0, Math.max(0, files.size - mostNames))) files.delete(oldest);
      await writeDurably(path, `${JSON.stringify({ folder, files: Object.fromEntries(files) }, undefined, 2)}\n`);
    },
  };
}

async function readMemory(path: string): Promise<z.infer<typeof Memory> | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return Memory.parse(JSON.parse(text));
}
