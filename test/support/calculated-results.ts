import { calculate } from "#calculation/calculate.ts";
import { nameSlices, type Prepared } from "#calculation/name-slices.ts";
import { resultTables } from "#calculation/result-tables.ts";
import { openReading } from "#read/reading.ts";
import { readersViews } from "#views/readers-views.ts";
import { readersDatabase, type Scope } from "#views/view.ts";
import type { TestStores } from "./stores.ts";

let lastSlice = 0;

/** Calculates as of an instant and stores the results, unseen. */
export async function prepareResults(
  { clickhouse, sql }: TestStores,
  now: string,
  signal = new AbortController().signal,
): Promise<Prepared | undefined> {
  const nextSlice = (): number => (lastSlice += 1);
  return await openReading(clickhouse).under(undefined, (standpoint) =>
    calculate(
      { clickhouse, sql, nextSlice, signal, isPatienceOver: () => false, now: () => Date.parse(now) },
      standpoint,
    ),
  );
}

/** The same, and lets readers see them. */
export async function calculateResults(stores: TestStores, now: string): Promise<Prepared | undefined> {
  const prepared = await prepareResults(stores, now);
  if (prepared) await nameSlices(stores.clickhouse, prepared, Date.parse(now));
  return prepared;
}

/** Takes every result away, so that the next calculation is of everything. */
export async function dropResults({ clickhouse }: TestStores): Promise<void> {
  for (const table of ["result_slices", ...Object.keys(resultTables)])
    await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
}

export type ViewRow = Record<string, unknown>;

/** Rows of a view in an order of their own. */
export async function viewRows(
  { clickhouse }: Pick<TestStores, "clickhouse">,
  view: string,
  { where = "1", ...scope }: Scope & { where?: string } = {},
): Promise<ViewRow[]> {
  return await clickhouse.read<ViewRow>(
    `SELECT * FROM \`${readersDatabase(clickhouse.database, scope)}\`.${view} WHERE ${where} ORDER BY ALL
    SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
}

/** Most rows of all are of these views. They are told by digests, one for each value of these columns. */
const digested: Readonly<Record<string, string>> = {
  v_series: "group_kind, group_id, code",
  v_withdrawal: "date, group_kind, subject_kind, subject",
};

/** Every view with its rows as texts, less the instant at which they were calculated. */
export async function everyView(
  stores: Pick<TestStores, "clickhouse">,
  scope: Scope = {},
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { name } of readersViews) {
    const keys = digested[name];
    const rows = await (keys === undefined ? viewRows(stores, name, scope) : digests(stores, name, { keys, ...scope }));
    found.set(
      name,
      rows.map((row) => JSON.stringify({ ...row, calculated_at: "" })),
    );
  }
  return found;
}

/** How many rows a view has by some keys, and a number that is another when any value of any of them is. */
async function digests(
  { clickhouse }: Pick<TestStores, "clickhouse">,
  view: string,
  { keys, ...scope }: Scope & { keys: string },
): Promise<ViewRow[]> {
  return await clickhouse.read<ViewRow>(
    `SELECT ${keys}, count() AS rows, sum(cityHash64(toString(tuple(*)))) AS digest
    FROM \`${readersDatabase(clickhouse.database, scope)}\`.${view} GROUP BY ${keys} ORDER BY ${keys}`,
  );
}
