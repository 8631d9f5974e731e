import { existsSync, statfsSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { groupedDigits } from "#collectors/text-table.ts";
import { failed, type Finding, ok, reasonOf, skipped, warning } from "./finding.ts";

/** Numbers of statfs(2) for file systems on which stores lose or wait. */
const kinds: Readonly<Record<number, string>> = {
  0x01021994: "in memory, gone after a restart",
  0x6969: "on another machine (NFS)",
  0xff534d42: "on another machine (SMB)",
  0xfe534d42: "on another machine (SMB)",
};
const slowSyncMs = 100;
const mebibyte = 1_048_576;

/** Whether a folder takes what is written, how fast the disk confirms it, and how much room there is. */
export async function checkDisk(
  check: string,
  folder: string,
  { freeBytesMin, isNeeded }: { freeBytesMin: number; isNeeded: boolean },
): Promise<Finding> {
  const place = nearestFolder(folder);
  if (!isNeeded && place !== resolve(folder)) return skipped(check, `${folder} is not there yet`);
  const { bavail, bsize, type } = statfsSync(place);
  const free = bavail * bsize;
  const room = `${groupedDigits(Math.floor(free / mebibyte))} MiB free in ${place}`;
  let syncMs: number;
  try {
    syncMs = await timeOfSync(place);
  } catch (error) {
    return failed(
      check,
      `${place} cannot be written to: ${reasonOf(error)}`,
      "Give this user the right to, or name another folder.",
    );
  }
  if (free < freeBytesMin)
    return failed(
      check,
      room,
      `Make room: at least ${groupedDigits(Math.ceil(freeBytesMin / mebibyte))} MiB are needed.`,
    );
  const kind = kinds[type];
  if (kind !== undefined)
    return warning(check, `${room}, which is ${kind}`, "Use a disk of this machine for what is to last.");
  const speed = `a write is on the disk after ${syncMs.toFixed(1)} ms`;
  if (syncMs > slowSyncMs)
    return warning(check, `${room}; ${speed}`, "Every push waits for the disk: use a faster one.");
  return ok(check, `${room}; ${speed}`);
}

function nearestFolder(folder: string): string {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  return place;
}

async function timeOfSync(folder: string): Promise<number> {
  const path = join(folder, `.sparewheel-doctor-${process.pid}`);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(Buffer.alloc(4_096));
    const started = performance.now();
    await file.sync();
    return performance.now() - started;
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
