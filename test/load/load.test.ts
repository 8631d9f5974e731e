import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { makeTestDirectory } from "#test/support/stores.ts";
import { findK6, toolFolders } from "./find-k6.ts";
import { measureLoad } from "./measure-load.ts";

const k6 = findK6(toolFolders(process.env));
if (k6 === undefined) process.stderr.write("k6 is not here: no load is tried (npm run load installs it where Go is)\n");

const folder = makeTestDirectory();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Other tests use the machine beside this one, so times are for `npm run load`; only an answer that never comes is a failure. */
const thresholds = { p95_ms: 30_000, p99_ms: 60_000 };

test.runIf(k6 !== undefined)(
  "64 agencies that file at once all get their receipts, and what is repeated is stored once",
  async () => {
    const result = await measureLoad(k6!, folder, { agencies: 64, pushes: 1, thresholds });
    expect(result).toMatchObject({
      broken_thresholds: [],
      failed_share: 0,
      passed_checks_share: 1,
      filings: 64,
      stored: { count: 64 },
      repeated: { count: 64 },
    });
  },
);
