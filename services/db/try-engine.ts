import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const question = `const { query } = await import("chdb"); process.stdout.write(query("SELECT version()", "TSVRaw"));`;

export function isEngineInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("chdb");
    return true;
  } catch {
    return false;
  }
}

/** The version of the embedded ClickHouse engine. Asked in a process of its own, which it ends on a processor that it is not built for. */
export async function tryEngine(patienceMs: number): Promise<string> {
  const words = ["--input-type=module", "-e", question];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, timeout: patienceMs });
  return stdout.trim();
}
