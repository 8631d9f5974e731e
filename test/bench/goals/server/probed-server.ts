import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type RunningServer, startServer } from "#test/support/running-server.ts";

export interface ProbedServer extends RunningServer {
  /** Milliseconds of the longest stall of its main thread since it was last asked. */
  longestStall(): Promise<number>;
}

const patienceMs = 10_000;

/** A server process of its own whose main thread is watched. */
export async function startProbedServer(
  directory: string,
  settings: Record<string, string> = {},
): Promise<ProbedServer> {
  const file = join(directory, "stall");
  const probe = new URL("./event-loop-probe.mjs", import.meta.url).href;
  const server = await startServer(directory, {
    ...settings,
    NODE_OPTIONS: `--import ${probe}`,
    BENCH_STALL_FILE: file,
  });
  const endWithUs = (): void => void process.kill(server.pid, "SIGTERM");
  process.once("exit", endWithUs);
  void server.ended.then(() => process.removeListener("exit", endWithUs));
  return {
    ...server,
    async longestStall() {
      rmSync(file, { force: true });
      process.kill(server.pid, "SIGUSR2");
      for (const start = performance.now(); performance.now() - start < patienceMs; await delay(5)) {
        const text = existsSync(file) ? readFileSync(file, "utf8") : "";
        if (text !== "") return Number(text);
      }
      throw new Error(`the server did not say how long it stalled: ${server.output()}`);
    },
  };
}
