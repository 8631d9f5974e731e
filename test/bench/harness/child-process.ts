import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Runs a file of ours in a process of its own, which must send one message, and gives that. Its output goes to standard error. */
export async function runInChild<Answer>(file: URL, args: readonly string[]): Promise<Answer> {
  const child = fork(fileURLToPath(file), args, { stdio: ["ignore", 2, 2, "ipc"] });
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  let answer: Answer | undefined;
  child.on("message", (message) => {
    answer = message as Answer;
  });
  const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  process.removeListener("exit", endWithUs);
  if (answer === undefined || status !== 0) throw new Error(`the process ended with ${signal ?? status}`);
  return answer;
}

/** For the child: sends the answer and waits until it has gone. */
export async function answerParent(answer: unknown): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (!process.send) throw new Error("this file is run by run.ts");
    process.send(answer, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

/** For the child: ends in the way that lets go of what was started, when told to and when its parent is gone. */
export function endWithParent(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.once("disconnect", () => process.exit(1));
}
