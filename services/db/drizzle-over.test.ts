import { eq } from "drizzle-orm";
import { bigint, date, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { drizzleOver } from "#db/drizzle-over.ts";
import { openPostgres } from "#db/postgres.ts";
import type { Sql, Transaction } from "#db/postgres.ts";
import { openTestPostgres } from "#test/support/stores.ts";

const notes = pgTable("notes", {
  id: bigint({ mode: "number" }).primaryKey(),
  day: date({ mode: "string" }),
  at: timestamp({ withTimezone: true, precision: 3, mode: "string" }),
  body: jsonb(),
  words: text().array(),
  ids: bigint({ mode: "number" }).array(),
});
const note = {
  id: 9007199254740991,
  day: "2026-11-21",
  at: "2026-11-21T09:30:00.123Z",
  body: { list: [1], text: "a" },
  words: ["x", "y z"],
  ids: [1, 2],
};

let stores: Awaited<ReturnType<typeof openTestPostgres>>;
let sql: Sql;
beforeAll(async () => {
  stores = await openTestPostgres("template1");
  sql = stores.sql;
  await sql`CREATE TABLE notes (id int8 PRIMARY KEY, day date, at timestamptz(3), body jsonb, words text[], ids int8[])`;
});
beforeEach(async () => void (await sql`TRUNCATE notes`));
afterAll(() => stores.close());

/** Over the client, and over a transaction of it. */
const both: [string, (client: Sql, work: (handle: Sql | Transaction) => Promise<void>) => Promise<unknown>][] = [
  ["a client", (client, work) => work(client)],
  ["a transaction", (client, work) => client.begin(work)],
];

test.each(both)(
  "over %s, rows come back as they went in, and as statements written as text read them",
  async (_, run) => {
    await run(sql, async (handle) => {
      await drizzleOver(handle).insert(notes).values(note);
      expect(await drizzleOver(handle).select().from(notes)).toEqual([note]);
      expect(await handle`SELECT *, jsonb_typeof(body) AS kind FROM notes`).toEqual([{ ...note, kind: "object" }]);
      await handle`
      UPDATE notes SET day = ${"2026-11-22"}, at = ${"2026-11-22T00:00:00Z"}, body = ${handle.json({ b: 1 })}, ids = ${[3]}`;
      const changed = { ...note, day: "2026-11-22", at: "2026-11-22T00:00:00.000Z", body: { b: 1 }, ids: [3] };
      expect(await drizzleOver(handle).select().from(notes)).toEqual([changed]);
    });
  },
);

test("what a transaction wrote through drizzle goes with it when it fails", async () => {
  const failing = sql.begin(async (transaction) => {
    await drizzleOver(transaction).insert(notes).values(note);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await drizzleOver(sql).select().from(notes)).toEqual([]);
});

test.each(both)("over %s, a statement is prepared once a connection, as one written as text is", async (_, run) => {
  const client = openPostgres({ embedded: stores.connection }, { maxConnections: 1 });
  await run(client, async (handle) => {
    const find = (id: number) => drizzleOver(handle).select().from(notes).where(eq(notes.id, id));
    await Promise.all([1, 2, 3, 4, 5].map(find));
    const prepared = await handle`
      SELECT generic_plans + custom_plans AS times FROM pg_prepared_statements WHERE statement LIKE '%"notes"."id" = $1'`;
    expect(prepared).toEqual([{ times: 5 }]);
  });
  await client.end();
});

test.each(both)("over %s, an error is Postgres' own and says no value of the statement", async (_, run) => {
  const twice = run(sql, async (handle) => {
    await drizzleOver(handle).insert(notes).values([note, note]);
  });
  const error: unknown = await twice.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "PostgresError", code: "23505" });
  expect((error as Error).message).toBe('duplicate key value violates unique constraint "notes_pkey"');
});
