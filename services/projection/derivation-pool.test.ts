import { afterAll, beforeAll, expect, test } from "vitest";
import { indexListings } from "#ledger/index-listings.ts";
import { loadCase } from "#test/support/load-case.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestPostgres } from "#test/support/stores.ts";
import { startDerivationPool } from "./derivation-pool.ts";
import { type Change, createChunkDeriver, type WorkloadChunk } from "./derive-chunk.ts";
import { createBlockRows } from "./fact-rows.ts";
import { createRegistryAt } from "./registry-at.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let chunk: WorkloadChunk;
let change: Change;
const entry = { known_at: "2026-11-21T09:30:00.123Z", sequence: 7 };

beforeAll(async () => {
  postgres = await openTestPostgres();
  const { sql } = postgres;
  await loadCase(sql, randomWorld(1));
  const pushes = await sql<{ agency: string; sequence: number }[]>`SELECT agency, sequence FROM push ORDER BY sequence`;
  for (const push of pushes) await indexListings(sql, push);
  const [every] = await sql<WorkloadChunk[]>`
    SELECT string_agg(agency, ' ') AS agencies, string_agg(workload, ' ') AS workloads, count(*) AS count
    FROM (SELECT DISTINCT agency, workload FROM content) AS filed`;
  const [last] = await sql<{ sequence: number }[]>`SELECT max(sequence) AS sequence FROM ledger_entry`;
  const { sequence } = last!;
  chunk = every!;
  change = { before: { sequence: 0, registry: sequence }, after: { sequence, registry: sequence }, entry };
});
afterAll(() => postgres.close());

test("threads give the rows that this one gives, however many chunks they have at once", async () => {
  const here = await createChunkDeriver(postgres.sql, createRegistryAt(postgres.sql), createBlockRows())(chunk, change);
  expect(here.row_count).toBeGreaterThan(0);
  const pool = startDerivationPool({ embedded: postgres.connection });
  const there = await Promise.all(Array.from({ length: 5 }, () => pool.derive(chunk, change)));
  for (const rows of there) expect(rows).toEqual(here);
  await pool.close();
});

test("what keeps a thread from reading the ledger fails the chunk, and the next one is derived", async () => {
  const pool = startDerivationPool({ embedded: postgres.connection });
  const bad = { ...change, after: { ...change.after, sequence: Number.NaN } };
  await expect(pool.derive(chunk, bad)).rejects.toThrow("NaN");
  expect((await pool.derive(chunk, change)).row_count).toBeGreaterThan(0);
  await pool.close();
});

test("a thread that dies fails what it had to derive, and another is started for the next chunk", async () => {
  const pool = startDerivationPool(undefined as never); // a thread without an address does not live long
  await expect(Promise.all([pool.derive(chunk, change), pool.derive(chunk, change)])).rejects.toThrow();
  await expect(pool.derive(chunk, change)).rejects.toThrow();
  await pool.close();
});
