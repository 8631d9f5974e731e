import type { ClickHouse } from "#db/clickhouse.ts";
import { gather } from "#db/gather.ts";
import { readWhenWritten } from "#db/read-when-written.ts";
import { allMembers, isSummed, summedMeasures } from "#indicators/daily-changes.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Group } from "../groups.ts";
import type { Standpoint } from "../reading.ts";
import { createRecent } from "../recent.ts";
import type { Vintage } from "../vintage.ts";
import { coveredUntil } from "./change-sources.ts";
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
  standpoint: Pick<Standpoint, "vintage" | "registry" | "step">,
  indicator: Indicator,
  asked: GroupSpan,
) => Promise<Record<string, Float64Array>>;

/** One indicator of one vintage; several are read together. */
interface Asked {
  indicator: Indicator | undefined;
  vintage: Vintage;
}
type ReadTogether = (asked: Asked) => Promise<ReadonlyMap<number, PoolStocks[]>>;

/** Readings of which the sums are kept: up to 0.6 MB each with twenty members and two years of days. */
const keptReadings = 64;
const keptGatherings = 32;

/**
 * Reads what there is of groups. Readers of one span share readings: of all members and the coalition, of all functions, and of
 * the indicators and vintages that are asked for at the same time.
 */
export function openGroupStocks(clickhouse: ClickHouse): GroupStocks {
  const rollupsNow = readWhenWritten(clickhouse, () => readRollups(clickhouse));
  const readings = createRecent<PoolStocks[]>(keptReadings);
  const gatherings = createRecent<ReadTogether>(keptGatherings);

  return async ({ vintage, registry, step: drops }, indicator, { group, span, membership }) => {
    const asked: Asked = { indicator: isSummed(indicator) ? indicator : undefined, vintage };
    const measures = summedMeasures(asked.indicator ? [asked.indicator] : []).map(({ name }) => name);
    const totals = Object.fromEntries(measures.map((name) => [name, new Float64Array(span.points.length)]));
    const pools = stockPoolsOf(group, registry, membership);

    const readPools = async (): Promise<PoolStocks[]> => {
      const indicators = asked.indicator ? [asked.indicator] : [];
      const [stocks = []] = await stocksWithin(clickhouse, indicators, { span, vintages: [vintage], pools });
      return stocks;
    };
    const readTogether = async (name: string): Promise<PoolStocks[]> => {
      const rollups = await rollupsNow();
      const newest = rollups.reduce((through, each) => Math.max(through, each.through), 0);
      const gathering = await gatherings.get(`${name}/${coveredUntil(rollups, vintage)}/${newest}`, () =>
        Promise.resolve(
          gather(async (together: readonly Asked[]) => {
            const vintages = inOrder(together.map((each) => each.vintage));
            const indicators = [...new Set(together.map((each) => each.indicator))].filter(
              (each) => each !== undefined,
            );
            const question = { span, vintages, pools };
            const stocks = await stocksWithin(clickhouse, indicators, question, () => Promise.resolve(rollups));
            return new Map(vintages.map(({ sequence }, at) => [sequence, stocks[at] ?? []]));
          }),
        ),
      );
      return (await gathering(asked)).get(vintage.sequence) ?? [];
    };

    const { step, points } = span;
    const poolsName = `${pools.name}/${JSON.stringify(pools.parameters)}`;
    const spanName = `${drops}/${poolsName}/${step}/${points[0]}/${points.length}`;
    const stocks =
      pools.name === undefined
        ? await readPools()
        : await readings.get(`${spanName}/${vintage.sequence}/${asked.indicator?.code}`, () => readTogether(spanName));
    for (const row of stocks) {
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

/** Vintages in the order of the ledger, each once. */
const inOrder = (vintages: readonly Vintage[]): Vintage[] => [
  ...new Map(
    vintages.toSorted((one, other) => one.sequence - other.sequence).map((vintage) => [vintage.sequence, vintage]),
  ).values(),
];

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
