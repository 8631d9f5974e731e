import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { WorldSize } from "../harness/goal.ts";

/** The DATA_DIR of a server over a world: its secrets, and the engine's folder, which all worlds share. */
export function worldDataFolder(worldsDirectory: string, size: WorldSize): string {
  const folder = join(worldsDirectory, `data-${size}`);
  mkdirSync(folder, { recursive: true });
  const engine = join(folder, "clickhouse");
  if (!existsSync(engine)) symlinkSync(join(worldsDirectory, "clickhouse"), engine);
  return folder;
}
