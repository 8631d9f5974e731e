import type { Logger } from "pino";
import { DataDirectoryInUse } from "#db/embedded-engine.ts";
import { MigrationRefused } from "#db/migrations.ts";
import { ConfigError, type Environment, readConfig } from "#services/config.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { createLog } from "#services/operations/create-log.ts";
import { letMainThreadGoFirst } from "#services/operations/main-thread-first.ts";

/** A supervisor kills after 30 s as a rule; to end by ourselves before that leaves a line in the log. */
const stopWithinMs = 29_000;
const stopAfterFailureMs = 5_000;

/**
 * Runs the server until a signal ends it and returns the exit status. `terminal` shows text to a person, where there is
 * one.
 */
export async function main(
  environment: Environment,
  { terminal, err }: { terminal: ((text: string) => void) | undefined; err: (text: string) => void },
): Promise<number> {
  let platform: Platform | undefined;
  let log: Logger | undefined;
  try {
    const config = readConfig(environment);
    log = createLog(config.logLevel);
    let opening: Promise<Platform> | undefined;
    const signals = listenToSignals(log, () => opening);
    opening = openPlatform(config, {
      log,
      now: Date.now,
      calculatesAside: true,
      showFirstKey: terminal && ((token) => terminal(firstKeyText(token))),
    });
    platform = await opening;
    if (signals.isStopping()) return await signals.stopped;
    letMainThreadGoFirst();
    const { url, gatewayUrl } = await platform.listen();
    log.info(
      { url, gateway_url: gatewayUrl, target: config.target, data_directory: config.dataDirectory },
      "listening",
    );
    return await signals.stopped;
  } catch (error) {
    await platform?.close();
    const text = error instanceof Error ? error.message : String(error);
    // These are a person's to solve, and their sentence says it all.
    const isExpected = [ConfigError, DataDirectoryInUse, MigrationRefused].some((kind) => error instanceof kind);
    if (!isExpected) log?.fatal({ err: error }, "the server did not start");
    err(`sparewheel: ${text}\n${error instanceof ConfigError ? "docs/configuration.md lists every variable.\n" : ""}`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

/**
 * Not `process.exit`: on its way out the engine's package closes sessions whose statements still run, which on a busy machine
 * crashes the process or never returns. Nothing that was acknowledged is lost; the next start compares what is there.
 */
const endAtOnce = (): void => void process.kill(process.pid, "SIGKILL");

interface Signals {
  /** Resolves when a signal or a defect has ended everything; 0 after a signal. */
  stopped: Promise<number>;
  isStopping(): boolean;
}

/** A second signal does not wait. Stores that are still being opened are closed once they are: a process that leaves them crashes. */
function listenToSignals(log: Logger, opening: () => Promise<Platform> | undefined): Signals {
  let isStopping = false;
  const stopped = new Promise<number>((resolve) => {
    const stop = async (status: number, withinMs: number): Promise<void> => {
      isStopping = true;
      const late = setTimeout(() => {
        log.fatal("the server did not stop in time");
        endAtOnce();
      }, withinMs);
      const platform = await opening()?.catch(() => undefined); // `main` says why it did not open
      await platform?.close();
      clearTimeout(late);
      log.info("stopped");
      resolve(status);
    };
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        if (isStopping) endAtOnce();
        log.info({ signal }, "stopping");
        void stop(0, stopWithinMs);
      });
    }
    for (const event of ["unhandledRejection", "uncaughtException"] as const) {
      process.on(event, (error: unknown) => {
        log.fatal({ err: error }, event);
        if (!isStopping) void stop(1, stopAfterFailureMs);
      });
    }
  });
  return { stopped, isStopping: () => isStopping };
}

function firstKeyText(token: string): string {
  return `\nThe first admin key, good for 24 hours and shown this once:\n\n  ${token}\n\nMake your own with it: SPAREWHEEL_KEY=<key> sparewheel key create admin\n\n`;
}
