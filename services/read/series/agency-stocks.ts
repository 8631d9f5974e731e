import type { ClickHouse } from "#db/clickhouse.ts";
import { isSummed, summedIndicators, summedMeasures } from "#indicators/daily-changes.ts";
import type { Agency } from "#schema/parties.ts";
import { createRecent } from "../recent.ts";
import type { GroupStocks } from "./group-stocks.ts";
import type { StockPools } from "./stock-pools.ts";
import { stocksWithin } from "./stocks-within.ts";

/** Spans of which the sums are kept. */
const keptReadings = 4;

/** Reads what there is of some agencies, every indicator of all of them in one statement a span. Other groups have nothing here. */
export function openAgencyStocks(clickhouse: ClickHouse, agencies: readonly Agency[]): GroupStocks {
  const pools: StockPools = {
    name: undefined,
    isByFunction: false,
    rolledScope: undefined,
    pool: "agency",
    // Members are asked for too, because rows are in their order.
    scope: "member IN {members:Array(String)} AND agency IN {agencies:Array(String)}",
    parameters: {
      members: [...new Set(agencies.map(({ member }) => member))],
      agencies: agencies.map(({ id }) => id),
    },
  };
  const readings = createRecent<ReadonlyMap<string, Readonly<Record<string, Float64Array>>>>(keptReadings);

  return async ({ vintage, step: drops }, indicator, { group, span }) => {
    const { step, points } = span;
    const sums = await readings.get(`${drops}/${vintage.sequence}/${step}/${points[0]}/${points.length}`, async () => {
      const [stocks = []] = await stocksWithin(clickhouse, summedIndicators, { span, vintages: [vintage], pools });
      return new Map(stocks.map((row) => [row.pool, row.sums]));
    });
    const found = group.kind === "agency" ? sums.get(group.id) : undefined;
    const measures = summedMeasures(isSummed(indicator) ? [indicator] : []);
    return Object.fromEntries(measures.map(({ name }) => [name, found?.[name] ?? new Float64Array(points.length)]));
  };
}
