import { isLatest, ofCode, ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, indicatorWords, type IndicatorCode, type Group } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { statPanel } from "./stat-panel.ts";

/** A share of today: the value, what of it is certain, and of how many. */
export function shareStat(code: IndicatorCode, group: Group, words: Pick<PanelWords, "id" | "span" | "height">) {
  return statPanel({
    ...words,
    title: indicatorWords[code].short,
    description: describeIndicator(code, { group }),
    unit: "percentunit",
    decimals: 1,
    units: { of: "none" },
    sql: select("v_figure", (column) => ({
      columns: { Share: column.value, certain: column.lower, of: column.n },
      where: [ofGroup[group], ofCode(code), isLatest],
    })),
  });
}
