import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataDirectoryInUse } from "#db/embedded-engine.ts";

/**
 * Makes this process the only one on a data directory. The lock is a socket, because the kernel lets go of one when its
 * process dies in whatever way.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const digest = createHash("sha256").update(realpathSync(directory)).digest("hex").slice(0, 24);
  // A name that begins with NUL is in no folder and leaves nothing behind, but Linux alone has them.
  const path = process.platform === "linux" ? `\0sparewheel-${digest}` : join(tmpdir(), `sparewheel-${digest}`);
  if (await isAnswering(path)) throw new DataDirectoryInUse(directory, undefined);
  if (!path.startsWith("\0")) rmSync(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new DataDirectoryInUse(directory, cause)));
    server.listen(path, resolve);
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function isAnswering(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
