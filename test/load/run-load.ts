import { rmSync } from "node:fs";
import { makeTestDirectory } from "#test/support/stores.ts";
import { findK6, installK6, toolFolders } from "./find-k6.ts";
import { formatLoad } from "./format-load.ts";
import { type LoadSize, measureLoad } from "./measure-load.ts";

/** `npm run load`: standard output is the table and the same as JSON; everything else is standard error. */

const size: LoadSize = { agencies: 64, pushes: 20, thresholds: { p95_ms: 1_500, p99_ms: 3_000 } };

async function main(): Promise<number> {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const folders = toolFolders(process.env);
  const found = findK6(folders);
  const tool = found === undefined ? installK6(folders, say) : { k6: found };
  if ("reason" in tool) {
    say(tool.reason);
    return 1;
  }
  const folder = makeTestDirectory();
  try {
    const result = await measureLoad(tool.k6, folder, size);
    process.stdout.write(`${formatLoad(result)}\n${JSON.stringify(result)}\n`);
    return result.broken_thresholds.length === 0 && result.filings === size.agencies * size.pushes ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
