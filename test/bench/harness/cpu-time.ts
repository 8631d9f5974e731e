import { readdirSync, readFileSync } from "node:fs";

/** CPU time since the machine started, in ticks of the kernel's clock (10 ms). */
export interface CpuTime {
  /** All processors, idle or not. */
  total: number;
  /** Somebody's work, that of other virtual machines on this hardware included. */
  busy: number;
  /** Of the process asked about and all its descendants, also those that have ended. */
  own: number;
}

/** Linux only: everything is read from /proc. */
export function readCpuTime(pid: number): CpuTime {
  const processors = readFileSync("/proc/stat", "utf8").split("\n", 1)[0] ?? "";
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = processors
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { total: busy + idle + wait, busy, own: ticksOfTree(pid) };
}

/** Share of all processors that others used between two readings, 0 to 1. */
export function foreignShare(before: CpuTime, after: CpuTime): number {
  const foreign = after.busy - before.busy - (after.own - before.own);
  return Math.max(0, foreign) / Math.max(1, after.total - before.total);
}

function ticksOfTree(root: number): number {
  const ticks = new Map<number, number>();
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    let status: string;
    try {
      status = readFileSync(`/proc/${name}/stat`, "utf8");
    } catch {
      continue; // it ended meanwhile, and its parent has its time
    }
    // The name of the command stands in parentheses and may hold anything.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    const parent = Number(fields[1]);
    // Its own user and system time, and that of the children it has waited for.
    const sum = [11, 12, 13, 14].reduce((total, field) => total + Number(fields[field]), 0);
    ticks.set(Number(name), sum);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const sumOf = (pid: number): number =>
    (ticks.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((total, child) => total + sumOf(child), 0);
  return sumOf(root);
}
