import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { type Figures, figuresOn } from "#read/figures.ts";
import { parseGroup } from "#read/groups.ts";
import { openReading } from "#read/reading.ts";
import { openGroupStocks } from "#read/series/group-stocks.ts";
import { seriesOf } from "#read/series/series-of.ts";
import type { Span } from "#read/series/span.ts";
import { dateOf } from "#schema/calendar.ts";

/**
 * Where a series of the coalition, or of some other groups, says something else than the figures of its dates do, for any code;
 * both as known at an instant.
 */
export async function seriesDifferences(
  clickhouse: ClickHouse,
  known_at: string,
  span: Span,
  choose: (groups: readonly string[]) => readonly string[],
): Promise<{ compared: number; differences: object[] }> {
  const differences: object[] = [];
  let compared = 0;
  await openReading(clickhouse).under(known_at, async (standpoint) => {
    const figures: Figures[] = [];
    for (const day of span.points)
      figures.push(await figuresOn(clickhouse, standpoint, { date: dateOf(day), indicators: catalogue }));
    const sources = { clickhouse, groupStocks: openGroupStocks(clickhouse) };
    const groups = [...new Set(figures.flatMap((each) => Object.keys(each)))];
    for (const name of new Set(["coalition", ...choose(groups)])) {
      const group = parseGroup(name)!;
      for (const indicator of catalogue) {
        if (group.kind === "function" && !indicator.has_functions) continue;
        const series = await seriesOf(sources, standpoint, { indicator, group, span });
        for (const [at, { date, figure }] of series.entries()) {
          // A function that occurs on one date need not be listed on another.
          const expected = figures[at]?.[name];
          if (!expected) continue;
          compared += 1;
          if (JSON.stringify(figure) !== JSON.stringify(expected[indicator.code]))
            differences.push({ name, code: indicator.code, date, series: figure, figure: expected[indicator.code] });
        }
      }
    }
  });
  return { compared, differences };
}
