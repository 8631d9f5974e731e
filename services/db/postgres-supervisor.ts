import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";

const stopTimeoutMs = 30_000;
const restartMs = { least: 100, most: 10_000 };

export interface SupervisedPostgres {
  pid(): number;
  /** Ends it as the process ends, without waiting. */
  end(): void;
  /** Ends all connections, writes everything out and waits for the end. */
  stop(): Promise<void>;
}

/**
 * Keeps a Postgres running: one that ends by itself (killed for its memory, say) is started again in the same place, so
 * that requests fail for a moment and not until somebody comes. Rejects when the first start fails.
 */
export async function supervisePostgres(launch: () => Promise<ChildProcess>, log: Logger): Promise<SupervisedPostgres> {
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let child = await watched();

  async function watched(): Promise<ChildProcess> {
    const started = await launch();
    started.unref();
    started.once("exit", (status, signal) => {
      if (isStopping) return;
      log.error({ status, signal }, "the embedded Postgres ended by itself and is started again");
      restarting = restart();
    });
    return started;
  }

  async function restart(): Promise<void> {
    for (let waitMs = restartMs.least; !isStopping; waitMs = Math.min(waitMs * 2, restartMs.most)) {
      try {
        child = await watched();
        log.warn({ pid: child.pid }, "the embedded Postgres runs again");
        return;
      } catch (error) {
        log.error({ err: error }, "the embedded Postgres did not start again");
        await delay(waitMs, undefined, { ref: false });
      }
    }
  }

  return {
    pid: () => child.pid ?? 0,
    end: () => void child.kill("SIGINT"),
    async stop() {
      isStopping = true;
      await restarting;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const ended = once(child, "exit");
      child.kill("SIGINT"); // Postgres's "fast" shutdown
      const late = setTimeout(() => {
        log.error("the embedded Postgres does not stop; it will recover from its log at the next start");
        child.kill("SIGQUIT");
      }, stopTimeoutMs);
      await ended;
      clearTimeout(late);
    },
  };
}
