import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Hands bytes to what reads only files, under a path that this process alone can read. The file has no name in the folder
 * when it gets its bytes, so nothing of it is left when the process is killed. Linux, as the embedded engine.
 */
export async function withNamelessFile<T>(
  directory: string,
  bytes: Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const name = join(directory, `nameless-${randomUUID()}`);
  const file = await open(name, "wx", 0o600);
  try {
    await rm(name);
    await file.writeFile(bytes);
    return await use(`/proc/self/fd/${file.fd}`);
  } finally {
    await file.close();
  }
}
