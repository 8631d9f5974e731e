import type { ClickHouse } from "#db/clickhouse.ts";
import { dailyChanges, summedIndicators } from "#indicators/daily-changes.ts";
import { memberPools } from "#read/series/stock-pools.ts";
import { type PoolStocks, stocksWithin } from "#read/series/stocks-within.ts";
import { openVintages, readWatermark, type Vintage } from "#read/vintage.ts";
import { dayOf } from "#schema/calendar.ts";
import { worldDays, worldFrom } from "../../worlds/pattern-case.ts";

/** Every day that a world covers. */
const points = Array.from({ length: worldDays }, (_, index) => dayOf(worldFrom) + index);

/** What is known at an instant, or all that is. */
export const vintageOf = async (clickhouse: ClickHouse, known_at?: string): Promise<Vintage> =>
  await openVintages(clickhouse)(await readWatermark(clickhouse), known_at);

/** Every sum that shares over workloads and debt stocks are made of, by member, for every day: as the product reads them. */
export async function dailySums(
  clickhouse: ClickHouse,
  vintage: Vintage,
  { hasRollups }: { hasRollups: boolean },
): Promise<PoolStocks[]> {
  const [stocks = []] = await stocksWithin(clickhouse, summedIndicators, {
    span: { step: "day", points },
    vintages: [vintage],
    pools: memberPools,
    hasRollups,
  });
  return stocks;
}

/** A plain scan of the same rows with the same expressions, grouped by member, whatever the date: the least that reading them takes. */
export async function plainScan(clickhouse: ClickHouse, { sequence }: Vintage): Promise<void> {
  const sql = dailyChanges(
    summedIndicators,
    ["member"],
    (kind, columns) =>
      `SELECT ${["member", ...columns, "toInt64(sign) AS weight"].join(", ")} FROM @db.facts
       WHERE kind = '${kind}' AND sequence <= {sequence:UInt64}`,
  );
  const rows = await clickhouse.read(sql, { sequence });
  if (rows.length === 0) throw new Error("there is nothing to scan");
}
