import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Sql } from "#db/postgres.ts";
import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";

/** The workload record in PostgreSQL's types, the items of its lists and theirs as well: as deep as the other engines have it. */
const types = [
  `component AS (layer text, product text, provider text, weights text, substitutability text, region text,
    contract_notice_minutes bigint)`,
  `evaluation AS (id text, evaluator text, kind text, status text, independence text, completed_on date, valid_until date,
    outcome text, report_digest text)`,
  `drill AS ("on" date, minutes bigint, succeeded boolean)`,
  `fallback AS (id text, kind text, provider text, jurisdiction text, available_from date, available_until date,
    switchover_minutes bigint, capacity_share double precision, drills drill[])`,
  `alternative AS (product text, provider text, jurisdiction text, status text, available_from date, available_until date,
    sufficient_capacity boolean)`,
  `finding AS (id text, kind text, severity text, opened_on date, due_on date, corrected_on date)`,
  `source AS (format text, version text, record bigint, digest text)`,
];
const table = `
  CREATE TABLE typed_workloads (
    id text PRIMARY KEY, name text, function text, regulated boolean, criticality text, stage text,
    initiated_on date, deployed_on date, retired_on date, substantially_modified_on date,
    components component[], evaluations evaluation[], fallbacks fallback[], alternatives alternative[], findings finding[],
    users_affected bigint, source source
  )`;

/** PostgreSQL copies the clean lines in as jsonb, and from there into typed columns. */
export async function postgresLoad(sql: Sql, cleanFile: string, records: number): Promise<Side> {
  await sql`CREATE UNLOGGED TABLE received (record jsonb)`;
  for (const type of types) await sql.unsafe(`CREATE TYPE ${type}`);
  await sql.unsafe(table);
  return {
    name: "PostgreSQL COPY",
    async prepare() {
      await sql`TRUNCATE received, typed_workloads`;
    },
    async sample() {
      const time_ms = await timed(async () => {
        // Neither character can stand in a line of JSON, so every line is one value as it is.
        const copy = await sql`COPY received FROM STDIN (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')`.writable();
        await pipeline(createReadStream(cleanFile, { highWaterMark: 256 * 1024 }), copy);
        await sql`
          INSERT INTO typed_workloads
          SELECT typed.* FROM received, jsonb_populate_record(NULL::typed_workloads, record) AS typed`;
      });
      const [row] = await sql<{ loaded: number; typed: number }[]>`
        SELECT count(*) AS loaded, count((fallbacks[1].drills)[1]."on") AS typed FROM typed_workloads`;
      if (row?.loaded !== records || row.typed !== records)
        throw new Error(
          `PostgreSQL loaded ${row?.loaded ?? 0} records of ${records}, ${row?.typed ?? 0} to their depth`,
        );
      return { time_ms };
    },
  };
}
