import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

const mebibyte = 1024 ** 2;

export type SmallDisk = {
  path: string;
  /** Writes a file until only so much is free. */
  fill(freeMebibytes: number): void;
  /** Deletes that file. */
  free(): void;
  remove(): void;
};

/** A file system of its own of fixed size; undefined where this user may not mount one. */
export function mountSmallDisk(path: string, mebibytes: number): SmallDisk | undefined {
  mkdirSync(path);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=0755`, "tmpfs", path]);
  if (status !== 0) return undefined;
  const filler = join(path, "filler");
  return {
    path,
    fill(freeMebibytes) {
      const file = openSync(filler, "a");
      try {
        for (;;) {
          const { bavail, bsize } = statfsSync(path);
          const excess = bavail * bsize - freeMebibytes * mebibyte;
          if (excess <= 0) break;
          writeSync(file, Buffer.alloc(Math.min(excess, mebibyte)));
        }
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
    remove: () => void spawnSync("umount", ["--lazy", path]),
  };
}
