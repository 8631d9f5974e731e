import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { inject } from "vitest";

/**
 * A folder that takes long to fill and that several test files begin with: the first of the run to ask fills it, the others wait
 * for it. Nobody writes to it after that; `copyFolder` gives a test its own.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject("runDirectory"), name);
  const [made, failed] = [`${folder}.made`, `${folder}.failed`];
  if (isOurs(folder)) {
    try {
      await make(folder);
    } catch (error) {
      writeFileSync(failed, error instanceof Error ? (error.stack ?? error.message) : String(error));
      throw error;
    }
    writeFileSync(made, "");
  }
  while (!existsSync(made)) {
    if (existsSync(failed))
      throw new Error(`another test file could not make ${name}: ${readFileSync(failed, "utf8")}`);
    await delay(50);
  }
  return folder;
}

/** Making a folder tells whoever comes second that somebody was first. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** With owners and modes: an embedded Postgres starts on nothing else, and Node's own copy does not keep owners. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)("cp", ["-a", from, to]);
}
