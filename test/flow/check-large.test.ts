import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeXlsx } from "#collectors/testing/write-xlsx.ts";
import { aFallback, aWorkload } from "#test/support/world.ts";

const count = 100_000;
const isLinux = platform() === "linux";
const isNight = process.env.NIGHTLY === "1";
const program = resolve(import.meta.dirname, "../../bin/sparewheel.cjs");
const folder = mkdtempSync(join(tmpdir(), "sparewheel-check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * What a process had in memory at the most, in kibibytes, on its last line of standard error. Not `resourceUsage`, which on Linux
 * counts what this process had when it began the other.
 */
const tellingMemory = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync } from "node:fs";
  process.on("exit", () => process.stderr.write("\\n" + /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]));`,
)}`;

const product = "Une autre façon de faire, à la main".repeat(20);
const workload = aWorkload("w", { fallbacks: [aFallback], alternatives: [{ status: "available", product }] });

/** Lines of one workload each, which differ by their ids. */
function ndjson(members: object): string {
  const file = join(folder, "large.ndjson");
  const header = { schema_version: 1, reference_date: "2026-09-30", complete: true, records: count };
  const { id: _, ...rest } = { ...workload, ...members };
  const tail = JSON.stringify(rest).slice(1);
  write(file, JSON.stringify(header), (index) => `{"id":"w${index}",${tail}`);
  return file;
}

const columns = Array.from({ length: 20 }, (_, index) => `Column ${index + 1}`);
const mapping = join(folder, "mapping.yaml");
writeFileSync(
  mapping,
  `version: 1
fields:
  id: { column: Column 1 }
  name: { column: Column 2 }
  function: { column: Column 3, blank: not-reported }
  criticality: { column: Column 4, values: { Vital: critical } }
  stage: { column: Column 5, values: { Live: production } }
  initiated_on: { column: Column 6, date: DD.MM.YYYY, blank: not-reported }
  deployed_on: { column: Column 7, date: DD.MM.YYYY, blank: not-reported }
  fallbacks: { blank: none }
  components: { blank: none }
  evaluations: { blank: none }
  findings: { blank: none }
  "alternatives[0].product": { column: Column 8, blank: none }
  "alternatives[0].status": { constant: available }
`,
);
const row = (index: number): string[] => [
  `w${index}`,
  `Register number ${index} of the agency`,
  "01.1",
  "Vital",
  "Live",
  "01.02.2024",
  "31.12.2025",
  "By hand",
  ...columns.slice(8).map((_, at) => `What nobody maps ${(index * 7 + at) % 1_000}`),
];

function csv(): string {
  const file = join(folder, "large.csv");
  write(file, columns.join(","), (index) => row(index).join(","));
  return file;
}

function xlsx(): string {
  const file = join(folder, "large.xlsx");
  writeFileSync(file, writeXlsx({ rows: [columns, ...Array.from({ length: count }, (_, index) => row(index))] }));
  return file;
}

function write(file: string, first: string, lineOf: (index: number) => string): void {
  const output = openSync(file, "w");
  writeSync(output, `${first}\n`);
  for (let from = 0; from < count; from += 1_000)
    writeSync(output, Array.from({ length: 1_000 }, (_, index) => `${lineOf(from + index)}\n`).join(""));
  closeSync(output);
}

interface Case {
  what: string;
  make: () => string;
  errors?: string;
  isNightly?: true;
}

const cases: Case[] = [
  { what: "100,000 records", make: () => ndjson({}) },
  {
    what: "100,000 records that are all wrong",
    make: () => ndjson({ deployed_on: "31.12.2025" }),
    errors: "100,000 errors",
  },
  { what: "100,000 records that are all escaped", make: () => ndjson({ name: 'The "wheel"' }), isNightly: true },
  { what: "100,000 rows of CSV", make: csv, isNightly: true },
  { what: "100,000 rows of XLSX", make: xlsx, isNightly: true },
];

describe.each(cases.filter((each) => isNight || !each.isNightly))("of $what", ({ make, errors = "0 errors" }) => {
  test("check takes less than 300 MB and, where nothing else runs, less than 5 s", () => {
    const file = make();
    const mapped = file.endsWith(".ndjson") ? [] : ["--mapping", mapping, "--reference-date", "2026-09-30"];
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...(isLinux ? ["--import", tellingMemory] : []), program, "check", file, ...mapped],
      { encoding: "utf8", maxBuffer: 100_000_000 },
    );
    const tookMs = performance.now() - began;
    rmSync(file);
    expect([status, stdout.slice(-500)]).toEqual([
      errors === "0 errors" ? 0 : 1,
      expect.stringContaining(`100,000 records, ${errors}`),
    ]);
    if (isLinux) expect(Number(stderr.split("\n").at(-1))).toBeLessThan(300_000);
    // Other tests use the machine beside this one.
    expect(tookMs).toBeLessThan(isNight ? 5_000 : 30_000);
  });
});
