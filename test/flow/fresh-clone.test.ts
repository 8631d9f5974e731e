import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const buffer = { maxBuffer: 256 * 1024 * 1024 };

/** Nightly, and never from within the clone that it makes. */
const isAsked = process.env.NIGHTLY === "1" && process.env.IN_FRESH_CLONE !== "1";

test.runIf(isAsked)(
  "both commands of the README work on a fresh clone in a folder that only its owner may enter",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sparewheel-clone-"));
    try {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      await run("git", ["clone", "--quiet", root, "clone"], { cwd: folder });
      const clone = {
        cwd: join(folder, "clone"),
        env: { ...process.env, NIGHTLY: "", IN_FRESH_CLONE: "1", PORT: "0", GATEWAY_PORT: "0", METRICS_PORT: "0" },
      };
      await run("npm", ["ci"], { ...clone, ...buffer });

      // What a stranger types, stopped by Ctrl-C once it serves.
      const demo = spawn("npm", ["run", "demo"], { ...clone, detached: true, stdio: ["ignore", "pipe", "inherit"] });
      let said = "";
      for await (const chunk of demo.stdout) {
        said += String(chunk);
        if (said.includes("until you press Ctrl-C")) break;
      }
      process.kill(-demo.pid!, "SIGINT");
      await once(demo, "exit");
      expect(said).toMatch(/coalition +EVAL_GAP +\d+\.\d\d % +\d+\.\d\d–\d+\.\d\d % +\d+/);

      const { stdout } = await run("npm", ["test"], { ...clone, ...buffer });
      expect(stdout).toMatch(/Tests .*passed/);
      expect(stdout).not.toMatch(/Tests .*failed/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
