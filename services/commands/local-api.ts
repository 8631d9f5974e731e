import { pino } from "pino";
import { createKey } from "#keys/create-key.ts";
import { revokeKey } from "#keys/revoke-key.ts";
import { readConfig } from "#services/config.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { createLog } from "#services/operations/create-log.ts";
import type { CliContext } from "./cli-context.ts";
import { startFailure } from "./start-failure.ts";

const keyValidMs = 3_600_000;

/** The API of a stopped server: its stores, opened in this process, without a port. */
export async function openLocalApi({
  environment,
  io,
}: CliContext): Promise<{ send: (path: string, init: RequestInit) => Promise<Response>; close(): Promise<void> }> {
  const platform = await openHere(environment, () => io.now());
  const { deps, app } = platform;
  const { token, public_id } = await createKey(deps, { kind: "admin", validMs: keyValidMs, createdBy: "command-line" });
  return {
    async send(path, init) {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return await app.request(path, { ...init, headers });
    },
    async close() {
      await revokeKey(deps, { publicId: public_id, revokedBy: "command-line" });
      await platform.close();
    },
  };
}

async function openHere(environment: CliContext["environment"], now: () => number): Promise<Platform> {
  try {
    const config = readConfig(environment);
    return await openPlatform(config, { log: createLog("warn", pino.destination({ dest: 2, sync: true })), now });
  } catch (error) {
    throw startFailure(error);
  }
}
