import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const nightly = process.env.NIGHTLY === "1"; // oxlint-disable-line node/no-process-env -- the runner has no other door

export default defineConfig({
  test: {
    // The embedded engine allows one data directory a process and crashes in worker threads.
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "usual",
          include: [
            "services/**/*.test.ts",
            "collectors/**/*.test.ts",
            "dashboards/**/*.test.ts",
            "test/!(fault)/**/*.test.ts",
          ],
          // One process runs many files: reading and compiling the same modules for each takes longer than most of the tests.
          isolate: false,
        },
      },
      // What is done to a process here is not to be found by another file.
      { extends: true, test: { name: "faults", include: ["test/fault/**/*.test.ts"] } },
    ],
    testTimeout: nightly ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    globalSetup: ["test/support/global-setup.ts"],
  },
});
