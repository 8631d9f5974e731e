import { summedIndicators } from "#indicators/daily-changes.ts";
import type { Share } from "#indicators/share.ts";
import { openMemberFunctionStocks } from "#read/series/member-function-stocks.ts";
import { seriesOf } from "#read/series/series-of.ts";
import { type CalculationContext, type Family, isLatest } from "./context.ts";
import { functionGroups } from "./result-groups.ts";

const indicators = summedIndicators.filter(({ form, has_functions }) => form === "share" && has_functions);

/** Shares of each function of government within each of some members. A function that nobody there reported is left out. */
export async function writeMemberFunctions(context: CalculationContext, members: Family): Promise<void> {
  const { clickhouse, standpoint, days, slices, writer } = context;
  const stocksOf = openMemberFunctionStocks(clickhouse);
  for (const { group, id: member, kind } of members) {
    const slice = slices.of("member-function", { kind, id: member });
    for (const { group: ofFunction, id, name } of functionGroups) {
      const groupStocks = stocksOf(ofFunction.kind === "function" ? ofFunction.division : 0);
      for (const indicator of indicators) {
        const points = await seriesOf({ clickhouse, groupStocks }, standpoint, {
          indicator,
          group,
          span: days.monthly,
        });
        for (const { date, figure, reason } of points) {
          if (reason === "nothing-reported") continue;
          const { value, lower, upper, n } = figure as Share;
          const head = [slice, date, "member-function", id, name, member];
          const rest = [indicator.code, value, lower, upper, n, "share", reason ?? "", null, null];
          await writer.add("figure_results", [...head, ...rest, isLatest(context, date)]);
        }
      }
    }
  }
}
