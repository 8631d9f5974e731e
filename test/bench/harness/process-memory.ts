import { readFileSync, writeFileSync } from "node:fs";

const mebibyte = 1024 ** 2;

/** Resident memory of a process, and the most it had since `resetPeak`, in MiB. Linux only. */
export function residentMemory(pid: number): { now_mib: number; peak_mib: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (field: string): number =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / mebibyte;
  return { now_mib: mib("VmRSS"), peak_mib: mib("VmHWM") };
}

/** From now on the peak is of what comes. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}
