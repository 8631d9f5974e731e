import { isLatest, lastQuarterEnd, ofGroup, valueWhere } from "../conditions.ts";
import { select } from "../select.ts";
import { describe, shortTitles, type Group } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

const reasons = {
  "": "",
  "empty-denominator": "nothing to count",
  "nothing-reported": "nothing reported",
  "not-a-member": "not a member today",
};

/** Every share of a group today, with both ends, its denominator, and what it was at the last quarter's end. */
export function indicatorTable(words: Pick<PanelWords, "id" | "title" | "span" | "height">, group: Group) {
  return tablePanel({
    ...words,
    description: describe({
      what: "Every share of today, the two ends of its band, of how many it is, and how far it moved since the last quarter's end.",
      formula: "change = value today - value on the last day of the previous quarter, in percentage points.",
      good: "Shares and changes below zero, COVERAGE excepted: that one should rise. An empty share has nothing to count; see “why none”.",
    }),
    sql: select("v_figure", (column) => ({
      columns: {
        Indicator: column.code,
        Share: valueWhere(column.value, isLatest),
        certain: valueWhere(column.lower, isLatest),
        "at most": valueWhere(column.upper, isLatest),
        of: valueWhere(column.n, isLatest),
        "last quarter": valueWhere(column.value, `${column.date} = ${lastQuarterEnd}`),
        change: "Share - `last quarter`",
        "why none": valueWhere(column.reason, isLatest),
      },
      where: [ofGroup[group], `${column.unit} = 'share'`, `(${isLatest} OR ${column.date} = ${lastQuarterEnd})`],
      groupBy: [column.code],
      orderBy: [column.code],
    })),
    unit: "percentunit",
    units: { of: "none" },
    texts: { Indicator: shortTitles, "why none": reasons },
    gauges: ["Share"],
    widths: { Indicator: 280 },
  });
}
