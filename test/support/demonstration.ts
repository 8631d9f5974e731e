import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { madeOnce } from "./made-once.ts";
import { programFile } from "./program-file.ts";
import { openCalculatingPlatform, type TestPlatform } from "./test-platform.ts";

export interface Said {
  stdout: string;
  stderr: string;
}

/** The command `demo` in a process of its own, on free ports. */
export async function runDemo(words: readonly string[], data: string, cwd: string): Promise<Said> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, DATA_DIR: data, PORT: "0", GATEWAY_PORT: "0", METRICS_PORT: "0" };
  return await promisify(execFile)(process.execPath, [await programFile(), "demo", ...words], { cwd, env });
}

/** What `demo --once` left in a folder that was not there, and what it said. Loaded once a run: copy the folder. */
export async function loadedDemonstration(): Promise<Said & { data: string }> {
  const folder = await madeOnce("demonstration", async (directory) => {
    const said = await runDemo(["--once"], join(directory, "data"), directory);
    writeFileSync(join(directory, "said.json"), JSON.stringify(said));
  });
  return { ...(JSON.parse(readFileSync(join(folder, "said.json"), "utf8")) as Said), data: join(folder, "data") };
}

/** The same data once its results for readers are there. Copy it. */
export async function calculatedDemonstration(): Promise<string> {
  const folder = await madeOnce("calculated-demonstration", async (directory) => {
    const server = await openCalculatingPlatform({}, Date.now, (await loadedDemonstration()).data);
    await server.platform.modules.calculator()?.calculated();
    await server.closeInto(join(directory, "data"));
  });
  return join(folder, "data");
}

/** A server with the demonstration's world, up to date with results for readers, in this process. */
export async function openDemonstration(settings: Record<string, string> = {}): Promise<TestPlatform> {
  const server = await openCalculatingPlatform(settings, Date.now, await calculatedDemonstration());
  const { modules } = server.platform;
  await modules.projector()?.drained();
  await modules.calculator()?.calculated();
  return server;
}
