import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A file's bytes; nothing when there is none. */
export function readSecret(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Writes a secret that only this user may read and that survives a power cut, and returns what is then in the file:
 * when another process was first, its secret.
 */
export function keepSecret(path: string, secret: string): Buffer {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Complete before it has its name, so that nobody ever reads a part.
  const unfinished = `${path}.${randomUUID()}`;
  const file = openSync(unfinished, "wx", 0o600);
  try {
    writeSync(file, secret);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(unfinished);
  }
  const directory = openSync(folder, "r");
  fsyncSync(directory);
  closeSync(directory);
  return readFileSync(path);
}
