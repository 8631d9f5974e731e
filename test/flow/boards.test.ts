import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createViews } from "#calculation/create-views.ts";
import { alertRules } from "#dashboards/alerts/rules.ts";
import { boardQueries } from "#dashboards/board-queries.ts";
import { boards } from "#dashboards/boards.ts";
import { views } from "#dashboards/views.ts";
import { readersViews } from "#views/readers-views.ts";
import { readersDatabase } from "#views/view.ts";
import { grafanaSql, inDatabase, type Look } from "#test/support/grafana-sql.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await createViews(stores.clickhouse, {});
});
afterAll(() => stores.close());

const look: Look = {
  from: Date.now() - 2 * 365 * 86_400_000,
  to: Date.now(),
  intervalSeconds: 86_400,
  variables: {
    member: "ald",
    agency: "ald-courts",
    subject_kind: "provider",
    subject: "meridian-cloud",
    notice: "90",
    late_days: "31",
  },
};
const ask = (sql: string) =>
  stores.clickhouse.read<Record<string, unknown>>(
    inDatabase(grafanaSql(sql, look), readersDatabase(stores.clickhouse.database, {})),
  );

test("the columns that boards know are those of the views", () => {
  const columns = new Map(readersViews.map((view) => [view.name, view.columns.map(({ name }) => name)]));
  for (const [view, names] of Object.entries(views))
    expect(columns.get(view), view).toEqual(expect.arrayContaining([...names]));
});

describe.each(boards)("$uid", (board) => {
  test.each(boardQueries(board))("$name", async ({ sql }) => {
    await ask(sql);
  });
});
test.each([...alertRules])("$uid", async ({ sql }) => {
  await ask(sql);
});
