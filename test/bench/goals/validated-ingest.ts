import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Claim, Goal } from "../harness/goal.ts";
import { duckDbMissing, openDuckDb } from "../peers/duckdb.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { pushBytes } from "../worlds/push-bytes.ts";
import { engineLoad, zodOnMainThread } from "./ingest/clickhouse-sides.ts";
import { typedTableSql } from "./ingest/clickhouse-table.ts";
import { duckDbLoad } from "./ingest/duckdb-side.ts";
import { postgresLoad } from "./ingest/postgres-side.ts";
import { productIngest } from "./ingest/product-side.ts";

const records = 60_000;

const withLedger = "validated ingest and digests";

const faster = (id: string, than: string, must: number, aim?: number): Claim => ({
  id,
  title: `validated ingest: faster than ${than}`,
  terms: [
    { side: than, quantity: "time_ms", statistic: "median" },
    { side: "validated ingest", quantity: "time_ms", statistic: "median" },
  ],
  compare: "ratio",
  bound: "at least",
  must,
  aim,
});

/** 60,000 records of about 1.5 KB, 1 in 100 bad, from bytes in memory to rows in a store. */
export const validatedIngest: Goal = {
  id: "ingest",
  title: "validated ingest",
  worlds: [[]],
  claims: () => [
    faster("ingest-engine", "engine's file()", 0.85, 1.2),
    faster("ingest-zod", "zod and client.insert", 4),
    faster("ingest-duckdb", "DuckDB read_json", 1),
    faster("ingest-postgres", "PostgreSQL COPY", 4),
    {
      id: "ingest-ledger",
      title: "validated ingest: with canonical texts and digests for the ledger too",
      terms: [
        { side: withLedger, quantity: "time_ms", statistic: "median" },
        { side: "validated ingest", quantity: "time_ms", statistic: "median" },
      ],
      compare: "difference",
      bound: "at most",
    },
  ],
  async open({ directory, noteVersion }) {
    const push = pushBytes(records);
    const cleanFile = join(directory, "clean.ndjson");
    writeFileSync(cleanFile, push.cleanBytes);
    const good = push.records - push.bad.length;

    const engines = await openEngines(directory, noteVersion);
    const { clickhouse, sql } = await engines.open("ingest");
    await clickhouse.write.command(typedTableSql);
    const ours = productIngest(clickhouse, push, { name: "validated ingest", isForLedger: false });
    const oursWithLedger = productIngest(clickhouse, push, { name: withLedger, isForLedger: true });
    const duckdb = await openDuckDb(join(directory, "duckdb.db"));
    if (duckdb) noteVersion("DuckDB", duckdb.version);
    return {
      sides: [
        ours,
        oursWithLedger,
        engineLoad(clickhouse, cleanFile, good),
        zodOnMainThread(clickhouse, push),
        ...(duckdb ? [duckDbLoad(duckdb, cleanFile, good)] : []),
        await postgresLoad(sql, cleanFile, good),
      ],
      absent: duckdb ? undefined : { "DuckDB read_json": duckDbMissing },
      async close() {
        duckdb?.close();
        await ours.close();
        await oursWithLedger.close();
        await engines.close();
      },
    };
  },
};
