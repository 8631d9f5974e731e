import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export type PlacedKill = {
  /** Whether a process reached its place and was killed there. */
  hasKilled(): boolean;
  /** Lets the rest run on by itself. */
  detach(): Promise<void>;
};

const buryAfterMs = 100;

/** Why no process can be killed at a place of its own choice here; undefined when it can. */
export function placedKillsImpossible(): string | undefined {
  const { error, status, stderr } = spawnSync("strace", ["-f", "-e", "trace=none", "true"], { encoding: "utf8" });
  if (error) return "strace is not installed";
  return status === 0 ? undefined : `strace may not trace here: ${stderr.trim()}`;
}

/**
 * Kills whichever of the processes first comes to its `when`-th call of the kinds named, at the entry of that call. Each
 * thread counts for itself; processes that are started later run free, or what recovers from the kill would be killed too.
 * `record` takes the trace.
 */
export async function placeKill(
  pids: readonly number[],
  { calls, when, record, threads }: { calls: string; when: number; record: string; threads: boolean },
): Promise<PlacedKill> {
  const traced = ["-e", `trace=${calls}`, "-e", `inject=${calls}:signal=KILL:when=${when}`];
  const words = [...(threads ? ["-f"] : []), "-o", record, ...traced, ...pids.flatMap((pid) => ["-p", String(pid)])];
  const strace = spawn("strace", words, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(strace, "exit");
  let said = "";
  strace.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const attached = (): number => said.split("attached").length - 1;
  for (const deadline = performance.now() + 10_000; attached() < pids.length; await delay(10)) {
    if (strace.exitCode === null && performance.now() < deadline) continue;
    strace.kill();
    throw new Error(`strace did not attach: ${said}`);
  }
  const hasKilled = (): boolean => readFileSync(record, "utf8").includes("+++ killed by SIGKILL +++");
  // A tracer that lives keeps the dead of a process with many threads from being buried, at times for ever.
  const watch = setInterval(() => {
    if (hasKilled()) strace.kill("SIGKILL");
  }, buryAfterMs);
  void ended.then(() => clearInterval(watch));
  return {
    hasKilled,
    async detach() {
      if (strace.exitCode === null && strace.signalCode === null) {
        strace.kill("SIGTERM");
        await ended;
      }
    },
  };
}

/** A process and those it has started. */
export function withChildren(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        // The name between the brackets may hold anything; the parent is the second word after it.
        return (
          readFileSync(`/proc/${name}/stat`, "utf8")
            .replace(/^.*\) \S /s, "")
            .split(" ")[0] === String(pid)
        );
      } catch {
        return false; // it ended meanwhile
      }
    });
  return [pid, ...children.map(Number)];
}
