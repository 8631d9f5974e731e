import { defineConfig } from "vitest/config";

const nightly = process.env.NIGHTLY === "1"; // oxlint-disable-line node/no-process-env -- the runner has no other door

export default defineConfig({
  test: {
    // The embedded engine allows one data directory a process and crashes in worker threads.
    pool: "forks",
    maxWorkers: 2,
    include: ["services/**/*.test.ts", "collectors/**/*.test.ts", "dashboards/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: nightly ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
    globalSetup: ["test/support/global-setup.ts"],
  },
});
