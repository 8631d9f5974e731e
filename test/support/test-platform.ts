import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { readConfig } from "#services/config.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { type Api, apiOf } from "./api.ts";

export type TestPlatform = {
  platform: Platform;
  /** Through a port of its own. */
  api: Api;
  /** Where Grafana would read. */
  gatewayUrl: string | undefined;
  /** Where Prometheus would. */
  metricsUrl: string | undefined;
  /** Stops it and starts it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** The whole server in this process, on embedded stores: for tests that look into its stores as well. */
export async function openTestPlatform(
  settings: Record<string, string> = {},
  now: () => number = Date.now,
): Promise<TestPlatform> {
  const directory = makeTestDirectory();
  const open = async (): Promise<Pick<TestPlatform, "platform" | "api" | "gatewayUrl" | "metricsUrl">> => {
    const config = readConfig({
      DATA_DIR: join(directory, "data"),
      PORT: "0",
      GATEWAY_PORT: "0",
      METRICS_PORT: "0",
      ...settings,
    });
    const log = pino({ level: "fatal" });
    const platform = await openPlatform(config, { log, now });
    const { url, gatewayUrl, metricsUrl } = await platform.listen();
    return {
      platform,
      gatewayUrl,
      metricsUrl,
      api: apiOf(url, readFileSync(join(directory, "data/admin-key"), "utf8").trim()),
    };
  };
  const opened = {
    ...(await open()),
    async restart() {
      await opened.platform.close();
      Object.assign(opened, await open());
    },
    async close() {
      await opened.platform.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return opened;
}
