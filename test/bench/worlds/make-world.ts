import { fillWithCase } from "#services/cases/case-figures.ts";
import { worldSizes } from "../harness/goal.ts";
import { copyFacts, markProjected } from "./copy-facts.ts";
import { copyLedger } from "./copy-ledger.ts";
import { copies } from "./parties.ts";
import { patternCase } from "./pattern-case.ts";
import type { BenchEngines, BenchStores } from "./open-engines.ts";

/** Larger worlds have twins of workloads, which no ledger knows. */
const largestFiled = worldSizes["1m"];

/** Does a part of the work, and may tell of it. */
export type Step = (what: string, work: () => Promise<void>) => Promise<void>;

/**
 * Two years of filings by 3,000 agencies. Five of them really file, through the ledger and the projector; the others are copies
 * of these with names, members, sequences and times of their own, made by the engines themselves.
 */
export async function makeWorld(
  engines: BenchEngines,
  { database, workloads, withLedger }: { database: string; workloads: number; withLedger: boolean },
  step: Step = (_, work) => work(),
): Promise<BenchStores> {
  const filed = Math.min(workloads, largestFiled);
  if (withLedger && filed < workloads) throw new Error(`a ledger of ${workloads} workloads cannot be made`);
  const world = await engines.open(database);
  const pattern = await engines.open(`${database}_pattern`);
  const stores = { sql: world.sql, clickhouse: pattern.clickhouse };
  await step("the pattern agencies file", () => fillWithCase(stores, patternCase(Math.round(filed / copies))));
  await step("their facts are copied", () => copyFacts(world.clickhouse, pattern.clickhouse, workloads / filed));
  if (withLedger) await step("their ledger is copied", () => copyLedger(world.sql));
  await step("entries are marked as projected", () => markProjected(world.clickhouse, pattern.clickhouse));
  await pattern.clickhouse.write.command("TRUNCATE TABLE @db.facts");
  return world;
}
