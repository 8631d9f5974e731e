import type { ClickHouse } from "#db/clickhouse.ts";
import { allMembers, isSummed, summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Group } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { createRecent } from "../recent.ts";
import { shareFresh } from "../share-fresh.ts";
import type { StockQuestion } from "./change-sources.ts";
import { gather } from "./gather.ts";
import { readRollups } from "./known-rollups.ts";
import type { Membership } from "./pools.ts";
import { addWhere } from "./running-sums.ts";
import type { Span } from "./span.ts";
import { stockPoolsOf } from "./stock-pools.ts";
import { type PoolStocks, stocksWithin } from "./stocks-within.ts";

export interface GroupSpan {
  group: Group;
  span: Span;
  membership: Membership;
}

/** What there is of a group on each point, by measure: those of the indicator, and those that are summed for every one. */
export type GroupStocks = (
  standpoint: Pick<Standpoint, "vintage" | "registry" | "key">,
  indicator: Indicator,
  asked: GroupSpan,
) => Promise<Record<string, Float64Array>>;

/** Spans of which all members', or functions', sums are kept: up to 5 MB each with twenty members and two years of days. */
const keptSpans = 8;

/**
 * Reads what there is of groups. Readers of one span of one vintage share readings: of all members and the coalition, of all
 * functions, and of the indicators that are asked for at the same time.
 */
export function openGroupStocks(clickhouse: ClickHouse): GroupStocks {
  const rollupsNow = shareFresh(() => readRollups(clickhouse));
  const read = (together: readonly (Indicator | undefined)[], question: StockQuestion): Promise<PoolStocks[]> => {
    const indicators = together.filter((each) => each !== undefined);
    return stocksWithin(clickhouse, indicators, question, rollupsNow);
  };
  const recent = createRecent<(summed: Indicator | undefined) => Promise<PoolStocks[]>>(keptSpans);

  return async ({ vintage, registry, key }, indicator, { group, span, membership }) => {
    const summed = isSummed(indicator) ? indicator : undefined;
    const measures = summedMeasures(summed ? [summed] : []).map(({ name }) => name);
    const totals = Object.fromEntries(measures.map((name) => [name, new Float64Array(span.points.length)]));
    const pools = stockPoolsOf(group, registry, membership);
    const { step, points } = span;
    const readTogether =
      pools.name === undefined
        ? (each: Indicator | undefined) => read([each], { span, vintage, pools })
        : await recent.get(`${key}/${pools.name}/${step}/${points[0]}/${points.length}`, () =>
            Promise.resolve(gather((together) => read(together, { span, vintage, pools }))),
          );
    for (const row of await readTogether(summed)) {
      const share = shareOf(row, group, membership);
      if (!share) continue;
      for (const name of measures) {
        const [total, values] = [totals[name], row.sums[name]];
        if (total && values) addWhere(total, share.factor === 1 ? values : values.map((value) => -value), share.counts);
      }
    }
    return totals;
  };
}

/** How a pool's sums are part of a group's, if they are. */
function shareOf(
  { pool, function: division }: PoolStocks,
  group: Group,
  membership: Membership,
): { factor: 1 | -1; counts?: readonly boolean[] } | undefined {
  if (group.kind === "agency") return { factor: 1 };
  if (group.kind === "member") return pool === group.id ? { factor: 1 } : undefined;
  if (group.kind === "function" && division !== group.division) return undefined;
  // What is there of all members, less that of those who do not belong.
  return pool === allMembers ? { factor: 1 } : { factor: -1, counts: membership.of(pool).map((belongs) => !belongs) };
}
