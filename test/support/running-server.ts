import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Api, apiOf } from "./api.ts";
import { programFile } from "./program-file.ts";

const startPatienceMs = 40_000;
const keptOutput = 256 * 1024;

export type RunningServer = {
  pid: number;
  api: Api;
  dataDirectory: string;
  /** Settles when the process has ended, however it came to that. */
  ended: Promise<{ status: number | null; signal: NodeJS.Signals | null }>;
  /** The last of what it said on both its outputs. */
  output(): string;
  /** As the kernel ends a process: nothing of it runs any more. */
  kill(): Promise<void>;
  /** As a supervisor ends it; gives the exit status. */
  stop(): Promise<number | null>;
};

/** A server process of its own, on a free port; `directory` outlives it. */
export async function startServer(directory: string, settings: Record<string, string> = {}): Promise<RunningServer> {
  const dataDirectory = settings.DATA_DIR ?? join(directory, "data");
  const { PATH = "", HOME = "" } = process.env;
  const free = { PORT: "0", GATEWAY_PORT: "0", METRICS_PORT: "0" };
  // One thread, because each takes a second of the processor to start.
  const env = { PATH, HOME, DATA_DIR: dataDirectory, ...free, VALIDATION_WORKERS: "1", ...settings };
  const child = spawn(process.execPath, [await programFile(), "serve"], {
    env,
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-keptOutput);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "close").then(([status, signal]) => ({ status, signal })) as RunningServer["ended"];

  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const address = (): string | undefined => /"url":"([^"]+)".*"msg":"listening"/.exec(said)?.[1];
  for (const started = performance.now(); address() === undefined; await delay(10)) {
    if (!isOver() && performance.now() - started < startPatienceMs) continue;
    child.kill("SIGKILL");
    throw new Error(`the server did not start: ${said}`);
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return (await ended).status;
  };
  return {
    pid: child.pid!,
    api: apiOf(address()!, readFileSync(join(dataDirectory, "admin-key"), "utf8").trim()),
    dataDirectory,
    ended,
    output: () => said,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}

/** Process ids of the Postgres servers (not their workers) that run on a server's data. */
export function postgresServers(dataDirectory: string): number[] {
  const data = join(dataDirectory, "postgres/data");
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // A worker has a title of its own and no arguments.
        const isServer = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes("-D");
        return isServer && readlinkSync(`/proc/${pid}/cwd`) === data;
      } catch {
        return false; // it ended meanwhile
      }
    })
    .map(Number);
  // A worker has its server's arguments until it has set its title.
  return found.filter((pid) => !found.includes(parentOf(pid)));
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return Number.NaN; // it ended meanwhile
  }
}
