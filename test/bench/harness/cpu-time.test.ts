import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { foreignShare, readCpuTime } from "./cpu-time.ts";

/** Uses 0.3 s of CPU, says so, and the same again. */
const burn = `
  const burn = () => { const start = process.cpuUsage().user; while (process.cpuUsage().user - start < 300_000) for (let step = 0; step < 1e6; step += 1); };
  burn(); console.log("half"); burn();`;

test("the work of a child counts as one's own, while it runs and after it has ended", async () => {
  const start = readCpuTime(process.pid);
  const child = spawn(process.execPath, ["-e", burn]);
  const closed = once(child, "close");
  await once(child.stdout, "data");
  const half = readCpuTime(process.pid);
  await closed;
  const ended = readCpuTime(process.pid);
  expect(half.own - start.own).toBeGreaterThan(25);
  expect(ended.own - start.own).toBeGreaterThan(55);
});

test("the work of a process that is nobody's child is foreign", async () => {
  const start = readCpuTime(process.pid);
  // The shell ends at once, and what it has started belongs to nobody here.
  const shell = spawn("sh", ["-c", `setsid "$0" -e "$1" &`, process.execPath, burn]);
  await once(shell.stdout, "end"); // which the orphan holds open for as long as it runs
  const ended = readCpuTime(process.pid);
  expect(ended.busy - start.busy - (ended.own - start.own)).toBeGreaterThan(40);
  expect(ended.own - start.own).toBeLessThan(40);
});

test("the foreign share is what others used of all processors, and never below zero", () => {
  const before = { total: 1_000, busy: 500, own: 100 };
  expect(foreignShare(before, { total: 1_200, busy: 650, own: 210 })).toBe(0.2);
  expect(foreignShare(before, { total: 1_200, busy: 600, own: 210 })).toBe(0);
});
