import type { Logger } from "pino";
import { MessageChannel, Worker } from "node:worker_threads";
import type { ClickHouse } from "#db/clickhouse.ts";
import { lendClickHouse } from "#db/lend-clickhouse.ts";
import type { PostgresAddress } from "#db/postgres.ts";
import type { ThreadNotice, ThreadRequest, ThreadStart } from "./calculation-thread.ts";
import type { Calculator } from "./start-calculator.ts";

export interface ThreadedCalculatorDeps {
  clickhouse: ClickHouse;
  postgresAddress: PostgresAddress;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves once facts were compared with the ledger: before that they may be wrong. */
  verified: Promise<void>;
}

/**
 * Rows of results are garbage as soon as they are text. Old objects are sums over the days of two years for thousands of groups,
 * some hundred megabytes at the most; a heap that may grow further quadruples before the engine collects it.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1_024 };

/** After a thread that died another is started, but not at once: what ended the one may end the next. */
const restartMs = 5_000;

interface Waiting {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** The calculator, in a thread of its own: what it does for minutes must not keep the thread that answers everybody. */
export function startCalculatorInThread({
  clickhouse,
  postgresAddress,
  log,
  now,
  verified,
}: ThreadedCalculatorDeps): Calculator {
  const waiting = new Map<number, Waiting>();
  let ticket = 0;
  let worker: Worker | undefined;
  let isStopping = false;
  let tellStopped = (): void => {};
  let restart: NodeJS.Timeout | undefined;

  function start(): void {
    if (isStopping) return;
    const { port1, port2 } = new MessageChannel();
    const workerData: ThreadStart = { statements: port2, store: storeOf(clickhouse), postgresAddress, at: now() };
    const thread = new Worker(new URL("./calculation-worker.mjs", import.meta.url), {
      resourceLimits,
      workerData,
      transferList: [port2],
    });
    lendClickHouse(clickhouse, port1);
    port1.unref();
    thread.unref();
    worker = thread;
    thread.on("message", heard);
    let failure: unknown;
    thread.on("error", (error) => (failure = error));
    thread.on("exit", (code) => {
      port1.close();
      ended(failure ?? new Error(`the thread that calculates ended with code ${code}`));
    });
    for (const each of waiting.keys()) tell({ kind: "calculate", ticket: each, at: now() });
  }

  function heard(notice: ThreadNotice): void {
    if (notice.kind === "info") log.info(notice.message);
    else if (notice.kind === "error") log.error({ err: notice.error }, notice.message);
    else if (notice.kind === "stopped") tellStopped();
    else {
      const asker = waiting.get(notice.ticket);
      waiting.delete(notice.ticket);
      if (notice.error === undefined) asker?.resolve();
      else asker?.reject(notice.error);
    }
  }

  function ended(error: unknown): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    tellStopped();
    if (isStopping) return;
    log.error({ err: error }, "the thread that calculates results died and is started again; readers see those before");
    restart = setTimeout(start, restartMs).unref();
  }

  const tell = (request: ThreadRequest): void => worker?.postMessage(request);

  void verified.then(start);
  return {
    wake: () => tell({ kind: "wake", at: now() }),
    calculated: () =>
      new Promise((resolve, reject) => {
        ticket += 1;
        waiting.set(ticket, { resolve, reject });
        tell({ kind: "calculate", ticket, at: now() });
      }),
    async stop() {
      isStopping = true;
      clearTimeout(restart);
      if (worker) {
        const stopped = new Promise<void>((resolve) => (tellStopped = resolve));
        tell({ kind: "stop", at: now() });
        await stopped;
        await worker?.terminate();
      }
      for (const { reject } of waiting.values()) reject(new Error("the calculator was stopped"));
      waiting.clear();
    },
  };
}

const storeOf = ({ engine, database }: ClickHouse): ThreadStart["store"] => ({ engine, database });
