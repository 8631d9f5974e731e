import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres } from "#db/postgres.ts";
import type { Sql } from "#db/postgres.ts";
import { openTestPostgres } from "#test/support/stores.ts";

let stores: Awaited<ReturnType<typeof openTestPostgres>>;
let sql: Sql;
beforeAll(async () => {
  stores = await openTestPostgres("template1");
  sql = stores.sql;
});
afterAll(() => stores.close());

test("days and instants are our text in both directions, never Date, whatever zone they were written in", async () => {
  const [row] = await sql`
    SELECT ${"2026-11-21"}::date AS day, ${"2026-11-21T10:30:00.1+01:00"}::timestamptz AS instant,
           '2026-11-21 09:30:00.123999'::timestamptz AS cut, ARRAY['2026-11-21'::date] AS days,
           ARRAY[timestamptz '2026-11-21 09:30Z'] AS instants, NULL::date AS none`;
  expect(row).toEqual({
    day: "2026-11-21",
    instant: "2026-11-21T09:30:00.100Z",
    cut: "2026-11-21T09:30:00.123Z",
    days: ["2026-11-21"],
    instants: ["2026-11-21T09:30:00.000Z"],
    none: null,
  });
});

test("an instant that RFC 3339 cannot say is an error, not a wrong text", async () => {
  await expect(sql`SELECT 'infinity'::timestamptz`).rejects.toThrow("the timestamp infinity");
  await expect(sql`SELECT '12026-01-01'::timestamptz`).rejects.toThrow("the timestamp 12026-01-01");
});

test("an int8 is a number up to 2^53 - 1, and above that an error, not a rounded number", async () => {
  const [row] = await sql`SELECT 9007199254740991::int8 AS one, ARRAY[1, 2]::int8[] AS more, count(*) AS counted`;
  expect(row).toEqual({ one: 9007199254740991, more: [1, 2], counted: 1 });
  await expect(sql`SELECT 9007199254740992::int8`).rejects.toThrow("does not fit a number");
});

test("arrays, JSON and bytes come back as they went in", async () => {
  const json = { a: [1, "two", null], "ü'\\": {} };
  const [row] = await sql`
    SELECT ${[1, 2]}::int8[] AS numbers, ${["a", 'b"', ""]}::text[] AS words, ${[]}::text[] AS nothing,
           ${sql.json(json)} AS json, ${Buffer.from([0, 255])}::bytea AS bytes`;
  expect(row).toEqual({ numbers: [1, 2], words: ["a", 'b"', ""], nothing: [], json, bytes: Buffer.from([0, 255]) });
});

test("a connection says who it is, speaks UTC and has limits", async () => {
  const [row] = await sql`
    SELECT current_setting('application_name') AS name, current_setting('TimeZone') AS zone,
           current_setting('statement_timeout') AS statement`;
  expect(row).toEqual({ name: "sparewheel", zone: "UTC", statement: "1min" });
});

test("a url opens the same as a socket", async () => {
  const { host, port, user, database } = stores.connection;
  const door = createServer((client) => {
    const inside = connect(`${host}/.s.PGSQL.${port}`);
    client.pipe(inside).pipe(client);
  });
  await once(door.listen(0, "127.0.0.1"), "listening");
  const { port: outside } = door.address() as AddressInfo;
  const byUrl = openPostgres({ url: `postgres://${user}@127.0.0.1:${outside}/${database}` }, { maxConnections: 1 });
  expect(await byUrl`SELECT date '2026-11-21' AS day`).toEqual([{ day: "2026-11-21" }]);
  await byUrl.end();
  door.close();
});
