import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "#collectors/command-failure.ts";
import { type CliContext, defaultServer, type GlobalFlags } from "./cli-context.ts";

/**
 * The key to send: `--key-file`, else `SPAREWHEEL_KEY`, else for the server of this machine the first admin key in its
 * data directory. Nothing when there is none.
 */
export function chooseKey(context: CliContext, { keyFile, server }: GlobalFlags): string | undefined {
  const { environment } = context;
  if (keyFile !== undefined) return readKey(keyFile);
  if (environment.SPAREWHEEL_KEY) return environment.SPAREWHEEL_KEY.trim();
  if (server !== undefined && server !== defaultServer(context)) return undefined;
  try {
    return readFileSync(join(environment.DATA_DIR || "./data", "admin-key"), "utf8").trim();
  } catch {
    return undefined; // nobody needs to have one
  }
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(2, `The key file cannot be read: ${reason}`, "Give --key-file a file that holds the key.");
  }
}

export function requireChosenKey(context: CliContext, flags: GlobalFlags): string {
  const key = chooseKey(context, flags);
  if (key === undefined)
    throw new CommandFailure(2, "There is no key to send.", "Give --key-file FILE or set SPAREWHEEL_KEY.");
  return key;
}
