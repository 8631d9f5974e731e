import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Sql } from "#db/postgres.ts";
import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";

/** PostgreSQL copies the clean lines in as jsonb, and from there into columns; lists stay jsonb, which spares it work. */
export async function postgresLoad(sql: Sql, cleanFile: string, records: number): Promise<Side> {
  await sql`CREATE UNLOGGED TABLE received (record jsonb)`;
  await sql`
    CREATE TABLE typed_workloads (
      id text PRIMARY KEY, name text, function text, regulated boolean, criticality text, stage text,
      initiated_on date, deployed_on date, retired_on date, substantially_modified_on date,
      components jsonb, evaluations jsonb, fallbacks jsonb, alternatives jsonb, findings jsonb,
      users_affected bigint, source jsonb
    )`;
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
      const [row] = await sql<{ loaded: number }[]>`SELECT count(*) AS loaded FROM typed_workloads`;
      if (row?.loaded !== records) throw new Error(`PostgreSQL loaded ${row?.loaded ?? 0} records of ${records}`);
      return { time_ms };
    },
  };
}
