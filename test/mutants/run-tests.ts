import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "./verdict.ts";

const limitMs = 600_000;

/** Runs tests of a tree until the first failure; undefined when the runner ended without a report. */
export async function runTests(tree: string, paths: readonly string[]): Promise<Report | undefined> {
  const outputFile = join(tree, "report.json");
  rmSync(outputFile, { force: true });
  const vitest = join(tree, "node_modules/vitest/vitest.mjs");
  const child = spawn(
    process.execPath,
    [vitest, "run", "--bail=1", "--reporter=json", `--outputFile=${outputFile}`, ...paths],
    { cwd: tree, env: { ...process.env, UV_THREADPOOL_SIZE: "16" }, stdio: "ignore", timeout: limitMs },
  );
  await once(child, "exit");
  return existsSync(outputFile) ? (JSON.parse(readFileSync(outputFile, "utf8")) as Report) : undefined;
}
