import type { ClickHouse } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import { runningSums } from "./running-sums.ts";

/** How many there are of one kind on each point, in one pool. */
export type Counts<Key> = Key & { pool: string; counts: Float64Array };

/** Counts what a subquery of changes has (`pool`, `at`, `weight` and `keys`), for each value of the keys, on each of so many points. */
export async function countsWithin<Key extends Record<string, string | number>>(
  clickhouse: ClickHouse,
  keys: readonly (keyof Key & string)[],
  source: { sql: string; parameters: QueryParameters },
  points: number,
): Promise<Counts<Key>[]> {
  const columns = ["pool", ...keys].join(", ");
  const rows = await clickhouse.read<Key & { pool: string; places: number[]; changes: number[] }>(
    `SELECT ${columns}, groupArray(at) AS places, groupArray(change) AS changes
FROM (SELECT ${columns}, at, sum(weight) AS change FROM (${source.sql}) GROUP BY ${columns}, at HAVING change != 0)
GROUP BY ${columns}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    source.parameters,
  );
  return rows.map((row) => ({ ...row, counts: runningSums(points, row.places, row.changes) }));
}
