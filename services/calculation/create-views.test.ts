import { afterAll, beforeAll, expect, test } from "vitest";
import { readersViews } from "#views/readers-views.ts";
import { readersDatabase } from "#views/view.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { createViews } from "./create-views.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  for (const scope of [{}, { member: "a-b" }]) await createViews(stores.clickhouse, scope);
});
afterAll(() => stores.close());

const columnsIn = (database: string) =>
  stores.clickhouse.read<{ table: string; name: string; type: string }>(
    "SELECT table, name, type FROM system.columns WHERE database = {database:String} ORDER BY table, position",
    { database },
  );

test("every view has the columns and types that it is documented with, in each scope", async () => {
  const documented = readersViews
    .flatMap(({ name: table, columns }) => columns.map(({ name, type }) => ({ table, name, type })))
    .toSorted((one, other) => (one.table < other.table ? -1 : Number(one.table > other.table)));
  for (const scope of [{}, { member: "a-b" }])
    expect(await columnsIn(readersDatabase(stores.clickhouse.database, scope))).toEqual(documented);
});

test("a view that is none any more is taken out, and others can be read meanwhile", async () => {
  const database = readersDatabase(stores.clickhouse.database, {});
  await stores.clickhouse.write.command(`CREATE VIEW ${database}.v_old AS SELECT 1 AS one`);
  await createViews(stores.clickhouse, {});
  expect((await columnsIn(database)).some(({ table }) => table === "v_old")).toBe(false);
});

test("before the first calculation views are empty, but for what the code knows", async () => {
  for (const { name } of readersViews) {
    const [row] = await stores.clickhouse.read<{ rows: string }>(
      `SELECT count() AS rows FROM (SELECT * FROM \`${readersDatabase(stores.clickhouse.database, { member: "a-b" })}\`.${name})`,
    );
    expect([name, Number(row!.rows) > 0]).toEqual([name, ["v_function", "v_indicator"].includes(name)]);
  }
});
