import { getTableColumns, getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as tables from "#db/tables.ts";
import { factColumns } from "#projection/fact-text.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("every Postgres table of the migrations is described in tables.ts, column by column", async () => {
  const columns = await stores.sql<{ table: string; column: string; type: string; nullable: boolean }[]>`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'applied_migration'`;
  const described = Object.values(tables)
    .filter((table) => is(table, PgTable))
    .flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => ({
        table: getTableName(table),
        column: column.name,
        type: column.getSQLType().replace("timestamp (3) with", "timestamp(3) with"),
        nullable: !column.notNull,
      })),
    );
  const byName = (left: { table: string; column: string }, right: { table: string; column: string }): number =>
    `${left.table}.${left.column}` < `${right.table}.${right.column}` ? -1 : 1;
  expect(described.sort(byName)).toEqual([...columns].sort(byName));
  expect(
    Object.values(tables)
      .filter((table) => is(table, PgTable))
      .map((table) => getTableConfig(table).name),
  ).toContain("push");
});

test("a row of facts has exactly the columns of the table, less those that the table makes itself", async () => {
  const columns = await stores.clickhouse.read<{ name: string }>(
    "SELECT name FROM system.columns WHERE database = {database:String} AND table = 'facts' AND default_kind = '' ORDER BY position",
    { database: stores.clickhouse.database },
  );
  expect(columns.map(({ name }) => name)).toEqual([...factColumns, "known_at", "sequence"]);
});
