import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Group } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { createRecent } from "../recent.ts";
import { coalitionPools, countsWhen, type Membership, poolsOf } from "./pools.ts";
import { addWhere } from "./running-sums.ts";
import type { Span } from "./span.ts";
import { type PoolStocks, type StockQuestion, stocksWithin } from "./stocks-within.ts";

export interface GroupSpan {
  group: Group;
  span: Span;
  membership: Membership;
}

/** What there is of a group on each point, by measure. */
export type GroupStocks = (
  standpoint: Pick<Standpoint, "vintage" | "registry" | "key">,
  indicators: readonly Indicator[],
  asked: GroupSpan,
) => Promise<Record<string, Float64Array>>;

/** Spans of which every member's, or function's, sums are kept: half a megabyte each for twenty members and two years of days. */
const keptSpans = 32;

/** Reads what is there of groups; readers of several members, or functions, of one span share a reading. */
export function openGroupStocks(clickhouse: ClickHouse): GroupStocks {
  const recent = createRecent<PoolStocks[]>(keptSpans);

  return async ({ vintage, registry, key }, indicators, { group, span, membership }) => {
    const about = { span, vintage };
    const read = (question: StockQuestion): Promise<PoolStocks[]> => stocksWithin(clickhouse, indicators, question);
    const shared = (grain: string, question: StockQuestion): Promise<PoolStocks[]> => {
      const codes = indicators.map(({ code }) => code).join();
      const { step, points } = span;
      return recent.get(`${key}/${grain}/${codes}/${step}/${points[0]}/${points.length}`, () => read(question));
    };
    const totals: Record<string, Float64Array> = {};
    const add = ({ pool, sums }: PoolStocks): void => {
      for (const [name, values] of Object.entries(sums))
        addWhere((totals[name] ??= new Float64Array(span.points.length)), values, countsWhen(pool, group, membership));
    };
    if (group.kind === "agency") {
      const pools = poolsOf(group, registry, membership);
      for (const row of await read({ ...about, pools, isByFunction: false, hasRollups: false })) add(row);
    } else if (group.kind === "function") {
      const pools = coalitionPools(membership);
      const rows = await shared("functions", { ...about, pools, isByFunction: true, hasRollups: true });
      for (const row of rows) if (row.function === group.division) add(row);
    } else {
      const pools = { pool: "member", scope: "1", parameters: {} };
      const rows = await shared("members", { ...about, pools, isByFunction: false, hasRollups: true });
      for (const row of rows) if (group.kind === "coalition" || row.pool === group.id) add(row);
    }
    return totals;
  };
}
