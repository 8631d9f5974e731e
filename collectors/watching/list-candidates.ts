import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file of the watched folder that could be an inventory. Sizes are bytes, times milliseconds of the file system's own clock. */
export interface Candidate {
  name: string;
  path: string;
  /** The same text as long as nothing was written to the file and nothing put in its place. */
  state: string;
  size: number;
  modifiedAt: number;
}

const readable = /\.(?:ndjson|jsonl|json|csv|tsv|txt|xlsx)(?:\.gz)?$/i;
/** How programs call what is not yet whole, or theirs alone. */
const unfinished = /^[.~]|^#|~$|\.(?:part|partial|filepart|crdownload|tmp|temp|swp|lock)$/i;

/** Files by name; `others` are the names that look like no inventory, so that somebody can be told. */
export async function listCandidates(folder: string): Promise<{ candidates: Candidate[]; others: string[] }> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !unfinished.test(name));
  const candidates: Candidate[] = [];
  const others: string[] = [];
  for (const { name } of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined); // it was taken away meanwhile
    if (!found?.isFile()) continue;
    if (!readable.test(name)) others.push(name);
    else
      candidates.push({
        name,
        path,
        state: `${found.ino} ${found.size} ${found.mtimeMs}`,
        size: found.size,
        modifiedAt: found.mtimeMs,
      });
  }
  return { candidates, others };
}
