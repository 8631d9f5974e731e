import { expect, test } from "vitest";
import { formatReport } from "./format-report.ts";
import type { Report, Verdict } from "./goal.ts";

const machine = {
  processor: "Test",
  cores: 2,
  memory_gib: 8,
  system: "Linux 6",
  file_system: "tmpfs",
  data_folder: "/dev/shm/x",
};
const verdict: Verdict = {
  goal: "ingest",
  claim: {
    id: "ingest-engine",
    title: "ingest",
    terms: [
      { side: "engine", quantity: "time_ms", statistic: "median" },
      { side: "ours", quantity: "time_ms", statistic: "median" },
    ],
    compare: "ratio",
    bound: "at least",
    must: 0.85,
    aim: 1.2,
  },
  worlds: ["1m"],
  terms: [
    {
      side: "engine",
      quantity: "time_ms",
      statistic: "median",
      value: 836.4,
      least: 653.2,
      greatest: 970,
      samples: 5,
      discarded: 0,
    },
    {
      side: "ours",
      quantity: "time_ms",
      statistic: "median",
      value: 1_000,
      least: 900,
      greatest: 1_100,
      samples: 5,
      discarded: 2,
    },
  ],
  value: 0.8364,
  holds: "no",
};
const report = (...verdicts: Verdict[]): Report => ({
  machine,
  versions: { Node: "v20" },
  verdicts,
  isDisturbed: false,
});

test("a row shows both terms with their samples, the result, its bounds as demanded, and whether they hold", () => {
  const cells = formatReport(report(verdict))
    .split("\n")[4]
    ?.split("|")
    .map((cell) => cell.trim());
  expect(cells).toEqual([
    "",
    "ingest",
    "1m",
    "engine 836 ms (653-970, n 5); ours 1000 ms (900-1100, n 5, 2 discarded)",
    "0.836x",
    ">= 0.85x",
    ">= 1.2x",
    "no",
    "",
  ]);
});

test("the machine, its file system and the versions stand above the table", () => {
  expect(formatReport(report()).split("\n")[0]).toBe(
    "2 cores (Test), 8 GiB, Linux 6; data in /dev/shm/x (tmpfs); Node v20.",
  );
});

test("what was not run is said with its reason", () => {
  const notRun: Verdict = {
    ...verdict,
    terms: [],
    value: undefined,
    holds: "not run",
    reason: "DuckDB is not installed",
  };
  expect(formatReport(report(notRun))).toContain("Not run: ingest, 1m: DuckDB is not installed.\n");
});

test("a report of disturbed samples says that it is nothing to publish", () => {
  expect(formatReport({ ...report(), isDisturbed: true })).toContain("not for publishing");
});
