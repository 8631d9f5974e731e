import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { aFallback, aWorkload } from "#test/support/world.ts";

const count = 100_000;
const program = resolve(import.meta.dirname, "../../bin/sparewheel.cjs");
/** What a process had in memory at the most, in kibibytes, on its last line of standard error. */
const tellingMemory = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))`;

function largeFile(file: string): void {
  const output = openSync(file, "w");
  const header = { schema_version: 1, reference_date: "2026-09-30", complete: true, records: count };
  writeSync(output, `${JSON.stringify(header)}\n`);
  const alternatives = [{ status: "available", product: "Une autre façon de faire, à la main".repeat(20) } as const];
  const { id: _, ...rest } = aWorkload("w", { fallbacks: [aFallback], alternatives });
  const members = JSON.stringify(rest).slice(1);
  for (let from = 0; from < count; from += 1_000)
    writeSync(
      output,
      Array.from({ length: 1_000 }, (_each, index) => `{"id":"w${from + index}",${members}\n`).join(""),
    );
  closeSync(output);
}

test("100,000 records are checked in less than 300 MB and, where nothing else runs, in less than 5 s", () => {
  const folder = mkdtempSync(join(tmpdir(), "sparewheel-check-"));
  try {
    const file = join(folder, "large.ndjson");
    largeFile(file);
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", tellingMemory, program, "check", file],
      {
        encoding: "utf8",
      },
    );
    const tookMs = performance.now() - began;
    expect([status, stdout]).toEqual([0, expect.stringContaining("100,000 records, 0 errors")]);
    expect(Number(stderr.split("\n").at(-1))).toBeLessThan(300_000);
    // Other tests use the machine beside this one.
    expect(tookMs).toBeLessThan(process.env.NIGHTLY === "1" ? 5_000 : 30_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
