import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CommandFailure } from "#collectors/command-failure.ts";

/** What a folder of the demonstration holds, in a file of its own: only a folder with it is ever emptied. */
const DemoMark = z.strictObject({
  world: z.enum(["synthetic", "real"]),
  /** Reference date of the last filings. */
  last_reference_date: z.string(),
  is_loaded: z.boolean(),
});
export type DemoMark = z.infer<typeof DemoMark>;

const markName = "demo.json";

/** Undefined for a folder that is empty or not there. Throws for one that holds something else than a demonstration. */
export function readDemoMark(directory: string): DemoMark | undefined {
  const file = join(directory, markName);
  if (existsSync(file)) return DemoMark.parse(JSON.parse(readFileSync(file, "utf8")));
  if (!existsSync(directory) || readdirSync(directory).length === 0) return undefined;
  throw new CommandFailure(
    2,
    `${directory} holds data that is not of a demonstration.`,
    "Name another folder by DATA_DIR, or leave it out: the demonstration then keeps to a folder of its own.",
  );
}

export function writeDemoMark(directory: string, mark: DemoMark): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, markName), `${JSON.stringify(mark, undefined, 2)}\n`);
}

/** Removes the folder of a demonstration; tells whether there was one. */
export function removeDemo(directory: string): boolean {
  if (readDemoMark(directory) === undefined) return false;
  rmSync(directory, { recursive: true, force: true });
  return true;
}
