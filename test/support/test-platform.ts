import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { createKey } from "#keys/create-key.ts";
import { readConfig } from "#services/config.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { type Api, apiOf } from "./api.ts";
import { borrowValidation } from "./borrow-validation.ts";
import { copyFirstData } from "./first-data.ts";
import { copyFolder } from "./made-once.ts";

export type TestPlatform = {
  platform: Platform;
  /** Through a port of its own. */
  api: Api;
  /** Where Grafana would read. */
  gatewayUrl: string | undefined;
  /** Where Prometheus would. */
  metricsUrl: string | undefined;
  /** Stops it and starts it again on the same data, which somebody may do something to in between. */
  restart(meanwhile?: () => unknown): Promise<void>;
  close(): Promise<void>;
  /** The same, and its data lies in a folder that was not there. */
  closeInto(folder: string): Promise<void>;
};

const keyValidMs = 3_600_000;

/**
 * The whole server in this process, on embedded stores: for tests that look into its stores as well. It begins with nothing, or
 * with a copy of a server's data. Results for boards are not kept up: to calculate them after every push takes a quarter of the
 * time of tests that never look at them.
 */
export async function openTestPlatform(
  settings: Record<string, string> = {},
  now: () => number = Date.now,
  data?: string,
): Promise<TestPlatform> {
  return await openPlatformThat({ calculates: false }, settings, now, data);
}

/** The same, for whoever asks views, boards or alerts. */
export async function openCalculatingPlatform(
  settings: Record<string, string> = {},
  now: () => number = Date.now,
  data?: string,
): Promise<TestPlatform> {
  return await openPlatformThat({ calculates: true }, settings, now, data);
}

async function openPlatformThat(
  { calculates }: { calculates: boolean },
  settings: Record<string, string>,
  now: () => number,
  data: string | undefined,
): Promise<TestPlatform> {
  const directory = makeTestDirectory();
  if (data !== undefined) await copyFolder(data, join(directory, "data"));
  // What has a clock of its own has stores that were made by it.
  else if (now === Date.now) await copyFirstData(directory);
  const open = async (): Promise<Pick<TestPlatform, "platform" | "api" | "gatewayUrl" | "metricsUrl">> => {
    const config = readConfig({
      DATA_DIR: join(directory, "data"),
      PORT: "0",
      GATEWAY_PORT: "0",
      METRICS_PORT: "0",
      VALIDATION_WORKERS: "1", // each takes a second of the processor to start, so the next server has it too
      ...settings,
    });
    const log = pino({ level: "fatal" });
    const platform = await openPlatform(config, { log, now, startValidation: borrowValidation });
    if (!calculates) await platform.modules.calculator()?.stop();
    const { url, gatewayUrl, metricsUrl } = await platform.listen();
    return { platform, gatewayUrl, metricsUrl, api: apiOf(url, await adminKey(platform, directory)) };
  };
  const opened: TestPlatform = {
    ...(await open()),
    async restart(meanwhile) {
      await opened.platform.close();
      await meanwhile?.();
      Object.assign(opened, await open());
    },
    async close() {
      await opened.platform.close();
      rmSync(directory, { recursive: true, force: true });
    },
    async closeInto(folder: string) {
      await opened.platform.close();
      await copyFolder(join(directory, "data"), folder);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return opened;
}

/** The first one, which is in a file, or one more where a person has seen the first. */
async function adminKey({ deps: { sql, pepper, now } }: Platform, directory: string): Promise<string> {
  const file = join(directory, "data/admin-key");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const key = { kind: "admin", validMs: keyValidMs, createdBy: "command-line" } as const;
  return (await createKey({ sql, pepper, now }, key)).token;
}
