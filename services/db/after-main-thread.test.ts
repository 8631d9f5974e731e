import { getPriority, platform } from "node:os";
import { Worker } from "node:worker_threads";
import { once } from "node:events";
import { expect, test } from "vitest";

const program = `
  require("tsx/cjs/api").register();
  const { goAfterMainThread } = require(process.argv[2]);
  const { getPriority } = require("node:os");
  const { parentPort } = require("node:worker_threads");
  const { handOver } = goAfterMainThread(5);
  const before = getPriority();
  let during;
  handOver(() => { during = getPriority(); });
  parentPort.postMessage([before, during, getPriority()]);
`;

test.runIf(platform() === "linux")(
  "a thread goes after others but while it hands something over, and the main thread stays as it is",
  async () => {
    const own = getPriority();
    const file = new URL("./after-main-thread.ts", import.meta.url).pathname;
    const worker = new Worker(program, { eval: true, argv: [file] });
    const [priorities] = (await once(worker, "message")) as [number[]];
    await worker.terminate();
    expect(priorities).toEqual([5, process.getuid?.() === 0 ? own : 5, 5]);
    expect(getPriority()).toBe(own);
  },
);
