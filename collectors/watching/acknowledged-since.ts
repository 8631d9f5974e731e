import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SpooledPush } from "../pushing/spool.ts";

/** Whether the spool has a push of a file, made at or after an instant, that the server has acknowledged. */
export async function acknowledgedSince(serverFolder: string, file: string, instant: string): Promise<boolean> {
  for (const agency of await namesIn(serverFolder)) {
    const sent = join(serverFolder, agency, "sent");
    for (const name of (await namesIn(sent)).filter((each) => each.endsWith(".json"))) {
      const push = SpooledPush.parse(JSON.parse(await readFile(join(sent, name), "utf8")));
      if (push.file === file && push.created_at >= instant) return true;
    }
  }
  return false;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
