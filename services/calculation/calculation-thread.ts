import { constants, platform, setPriority } from "node:os";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { borrowClickHouse, type StoreName } from "#db/borrowed-clickhouse.ts";
import { openPostgres, type PostgresAddress } from "#db/postgres.ts";
import { openReading } from "#read/reading.ts";
import { startCalculator } from "./start-calculator.ts";

/** What the thread begins with. */
export interface ThreadStart {
  statements: MessagePort;
  store: StoreName;
  postgresAddress: PostgresAddress;
  /** Milliseconds since 1970. */
  at: number;
}

/** What it is told, with the time: milliseconds since 1970. */
export type ThreadRequest = { at: number; kind: "wake" | "stop" } | { at: number; kind: "calculate"; ticket: number };

/** What it tells. */
export type ThreadNotice =
  | { kind: "calculated"; ticket: number; error?: unknown }
  | { kind: "info"; message: string }
  | { kind: "error"; error: unknown; message: string }
  | { kind: "stopped" };

if (!parentPort) throw new Error("calculation-thread.ts runs as a worker only");
const port = parentPort;
// Linux takes this of the thread that asks. Whoever waits for an answer goes first where processors are few.
if (platform() === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { statements, store, postgresAddress, at } = workerData as ThreadStart;
const clickhouse = borrowClickHouse(statements, store);
const sql = openPostgres(postgresAddress, { maxConnections: 1 });
const tell = (notice: ThreadNotice): void => port.postMessage(notice);

/** The clock of who started the thread: it says what time it is, and this one how long ago that was. */
let clock = { at, since: performance.now() };
const now = (): number => Math.round(clock.at + performance.now() - clock.since);

const calculator = startCalculator({
  clickhouse,
  sql,
  reading: openReading(clickhouse),
  log: {
    info: (message) => tell({ kind: "info", message }),
    error: ({ err }, message) => tell({ kind: "error", error: err, message }),
  },
  now,
  verified: Promise.resolve(),
});

async function calculate(ticket: number): Promise<void> {
  try {
    await calculator.calculated();
    tell({ kind: "calculated", ticket });
  } catch (error) {
    tell({ kind: "calculated", ticket, error });
  }
}

async function stop(): Promise<void> {
  await calculator.stop();
  await sql.end();
  tell({ kind: "stopped" });
}

port.on("message", (request: ThreadRequest) => {
  clock = { at: request.at, since: performance.now() };
  if (request.kind === "calculate") void calculate(request.ticket);
  else if (request.kind === "wake") calculator.wake();
  else void stop();
});
