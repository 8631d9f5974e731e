import { defaultExclude, defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const nightly = process.env.NIGHTLY === "1"; // oxlint-disable-line node/no-process-env -- the runner has no other door

/** What is tried there may be found in its process by whoever comes next. */
const harmful = ["mangled-requests", "postgres-restart"].map((name) => `test/fault/${name}.test.ts`);

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
          include: ["services", "collectors", "dashboards", "test"].map((folder) => `${folder}/**/*.test.ts`),
          exclude: [...defaultExclude, ...harmful],
          // One process runs many files: reading and compiling the same modules for each takes longer than most of the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: "harmful", include: harmful } },
    ],
    testTimeout: nightly ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    globalSetup: ["test/support/global-setup.ts"],
  },
});
