import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorldSize } from "./goal.ts";
import { freeBytes } from "./machine.ts";

const gibibyte = 1024 ** 3;

/** What worlds take at the most while they are made, ledgers included, and what goals without a world take. */
const neededBytes: Readonly<Record<WorldSize, number>> = { "100k": gibibyte, "1m": 6 * gibibyte, "5m": 6 * gibibyte };
const neededAnyway = 3 * gibibyte;

/** A new folder, in memory where there is room for everything. */
export function makeDataFolder(sizes: readonly WorldSize[]): string {
  const needed = sizes.reduce((sum, size) => sum + neededBytes[size], neededAnyway);
  const parent = ["/dev/shm", tmpdir()].find((folder) => existsSync(folder) && freeBytes(folder) > needed);
  if (parent === undefined) throw new Error(`neither /dev/shm nor ${tmpdir()} has ${needed / gibibyte} GiB free`);
  return mkdtempSync(join(parent, "sparewheel-bench-"));
}
