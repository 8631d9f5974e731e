import { readFileSync, realpathSync, statfsSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

export interface Machine {
  processor: string;
  cores: number;
  memory_gib: number;
  system: string;
  /** Type of the file system that the data is on. */
  file_system: string;
  data_folder: string;
}

export function describeMachine(dataFolder: string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memory_gib: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    file_system: fileSystemOf(realpathSync(dataFolder)),
    data_folder: dataFolder,
  };
}

/** The type of the mount that is nearest above the path. */
function fileSystemOf(path: string): string {
  const mounts = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, at = ""]) => at === "/" || path === at || path.startsWith(`${at}/`));
  const nearest = mounts.toSorted(([, left = ""], [, right = ""]) => right.length - left.length)[0];
  return nearest?.[2] ?? "unknown";
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
