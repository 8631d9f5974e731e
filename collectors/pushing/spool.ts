import { readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { makeFolder, syncFolder, writeDurably } from "./write-durably.ts";

const sentKept = 10;
const uncompress = promisify(gunzip);

/** What the spool remembers of a push beside its body. */
export const SpooledPush = z.object({
  push_id: z.string(),
  agency: z.string(),
  file: z.string(),
  reference_date: z.string(),
  complete: z.boolean(),
  records: z.number(),
  content_digest: z.string(),
  created_at: z.string(),
  /** The answer that ended the last attempt, for a person to act on. */
  refused: z.object({ at: z.string(), status: z.number(), code: z.string(), title: z.string() }).optional(),
});
export type SpooledPush = z.infer<typeof SpooledPush>;

/** A push that the server has stored, with its workloads in canonical form. */
export interface LastSent {
  push: SpooledPush;
  workloads: { id: string; text: string }[];
}

/** One agency's pushes to one server, on disk: what is not yet acknowledged, the receipts, and the last pushes sent. */
export interface Spool {
  folder: string;
  pending(): Promise<SpooledPush[]>;
  body(pushId: string): Promise<Buffer>;
  add(push: SpooledPush, wire: Uint8Array): Promise<void>;
  update(push: SpooledPush): Promise<void>;
  /** The push made last of those that the server has acknowledged; undefined when none is kept. */
  lastSent(): Promise<LastSent | undefined>;
  receipt(epoch: number, sequence: number): Promise<string | undefined>;
  /** Keeps the receipt, then takes the push out of the pending ones: in this order, so that a death between loses nothing. */
  finish(pushId: string, receipt: { epoch: number; sequence: number; text: string }): Promise<void>;
  /** Keeps an answer that could not be verified beside its push, as evidence. */
  keepDoubtful(pushId: string, receipt: string): Promise<void>;
}

export function openSpool(serverFolder: string, agency: string): Spool {
  const folder = join(serverFolder, agency);
  const pendingFolder = join(folder, "pending");
  const sentFolder = join(folder, "sent");
  const description = (pushId: string): string => join(pendingFolder, `${pushId}.json`);
  const bodyFile = (pushId: string): string => join(pendingFolder, `${pushId}.ndjson.gz`);
  const receiptFile = (epoch: number, sequence: number): string => join(folder, "receipts", `${epoch}-${sequence}.txt`);
  const update = async (push: SpooledPush): Promise<void> =>
    writeDurably(description(push.push_id), `${JSON.stringify(push, undefined, 2)}\n`);

  return {
    folder,
    update,
    async pending() {
      const names = (await namesIn(pendingFolder)).filter((name) => name.endsWith(".json"));
      return Promise.all(
        names.map(async (name) => SpooledPush.parse(JSON.parse(await readFile(join(pendingFolder, name), "utf8")))),
      );
    },
    body: async (pushId) => readFile(bodyFile(pushId)),
    async add(push, wire) {
      // The description comes last: a push that has one has a whole body.
      await writeDurably(bodyFile(push.push_id), wire);
      await update(push);
    },
    async lastSent() {
      const name = (await namesIn(sentFolder)).findLast((each) => each.endsWith(".json"));
      if (name === undefined) return undefined;
      const push = SpooledPush.parse(JSON.parse(await readFile(join(sentFolder, name), "utf8")));
      const wire = await readFile(join(sentFolder, `${push.push_id}.ndjson.gz`)).catch(absent);
      if (!wire) return undefined;
      const [, ...lines] = (await uncompress(wire)).toString().trimEnd().split("\n");
      return { push, workloads: lines.map((text) => ({ id: (JSON.parse(text) as { id: string }).id, text })) };
    },
    receipt: async (epoch, sequence) => readIfThere(receiptFile(epoch, sequence)),
    async finish(pushId, { epoch, sequence, text }) {
      await writeDurably(receiptFile(epoch, sequence), text);
      await makeFolder(sentFolder);
      await moveIfThere(bodyFile(pushId), join(sentFolder, `${pushId}.ndjson.gz`));
      await moveIfThere(description(pushId), join(sentFolder, `${pushId}.json`));
      await syncFolder(sentFolder);
      await syncFolder(pendingFolder);
      const ids = (await namesIn(sentFolder)).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
      for (const id of ids.slice(0, -sentKept))
        for (const ending of ["ndjson.gz", "json"]) await rm(join(sentFolder, `${id}.${ending}`), { force: true });
    },
    keepDoubtful: async (pushId, receipt) =>
      writeDurably(join(pendingFolder, `${pushId}.doubtful-receipt.txt`), receipt),
  };
}

/** Sorted, and push ids sort by the time they were made. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(absent))?.toSorted() ?? [];
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(absent);
}

/** Another process that pushed the same file may have moved it already. */
async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch(absent);
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  return undefined;
}
