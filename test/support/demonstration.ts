import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startCalculator } from "#calculation/start-calculator.ts";
import { openReading } from "#read/reading.ts";
import { madeOnce } from "./made-once.ts";
import { programFile } from "./program-file.ts";
import { openCalculatingPlatform, openTestPlatform, type TestPlatform } from "./test-platform.ts";

export interface Said {
  stdout: string;
  stderr: string;
}

/** The command `demo` in a process of its own, on free ports. */
export async function runDemo(words: readonly string[], data: string, cwd: string): Promise<Said> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, DATA_DIR: data, PORT: "0", GATEWAY_PORT: "0", METRICS_PORT: "0", VALIDATION_WORKERS: "1" };
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

/** A member that has no agency, so that every share of it is of nothing. */
const newcomer = { id: "newcomer", jurisdictions: ["FO"] };

/** The same data, with a newcomer, once its results for readers are there. Copy it. */
export async function calculatedDemonstration(): Promise<string> {
  const folder = await madeOnce("calculated-demonstration", async (directory) => {
    const { data } = await loadedDemonstration();
    // A calculation takes ten seconds of the processor, so there is one for all, and none before the newcomer is there.
    const server = await openTestPlatform({}, Date.now, data);
    const body = JSON.stringify({ members: [newcomer] });
    await server.api.must("PUT", "/v1/admin/registry", { body, headers: { "content-type": "application/json" } });
    await server.platform.modules.projector()?.drained();
    const { clickhouse, sql, log, now } = server.platform.deps;
    const reading = openReading(clickhouse);
    const calculator = startCalculator({ clickhouse, sql, reading, log, now, verified: Promise.resolve() });
    await calculator.calculated();
    await calculator.stop();
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
