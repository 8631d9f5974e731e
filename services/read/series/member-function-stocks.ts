import type { ClickHouse } from "#db/clickhouse.ts";
import { allFunctions, allMembers, summedIndicators, summedMeasures } from "#indicators/daily-changes.ts";
import { createRecent } from "../recent.ts";
import type { GroupStocks } from "./group-stocks.ts";
import type { StockPools } from "./stock-pools.ts";
import { type PoolStocks, stocksWithin } from "./stocks-within.ts";

/** Every member's part, function by function. */
const pools: StockPools = {
  name: undefined,
  isByFunction: true,
  pool: "member",
  scope: "1",
  rolledScope: `function != ${allFunctions} AND member != '${allMembers}'`,
  parameters: {},
};

/** Spans of which the sums are kept. */
const keptReadings = 1;

/**
 * What there is of one function (0 for none reported) among a member's workloads. It answers as of the member, so the group
 * that is asked for is that member; all members and functions are read together.
 */
export function openMemberFunctionStocks(clickhouse: ClickHouse): (division: number) => GroupStocks {
  const readings = createRecent<ReadonlyMap<string, PoolStocks["sums"]>>(keptReadings);
  const measures = summedMeasures(summedIndicators).map(({ name }) => name);
  return (division) =>
    async ({ vintage, step: drops }, _indicator, { group, span }) => {
      const { step, points } = span;
      const name = `${drops}/${vintage.sequence}/${step}/${points[0]}/${points.length}`;
      const sums = await readings.get(name, async () => {
        const [stocks = []] = await stocksWithin(clickhouse, summedIndicators, { span, vintages: [vintage], pools });
        return new Map(stocks.map((row) => [`${row.pool}/${row.function}`, row.sums]));
      });
      const found = group.kind === "member" ? sums.get(`${group.id}/${division}`) : undefined;
      return Object.fromEntries(measures.map((each) => [each, found?.[each] ?? new Float64Array(points.length)]));
    };
}
