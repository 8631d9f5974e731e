import { isLatest, lastQuarterEnd, valueWhere } from "../conditions.ts";
import { select } from "../select.ts";
import { describe, shortTitles } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

/** What moved most since the last quarter's end, whoever it is. */
export const changesTable = (words: Pick<PanelWords, "id" | "title" | "span" | "height">) =>
  tablePanel({
    ...words,
    description: describe({
      what: "The shares that moved most since the end of the last quarter: of the coalition, its members and its functions.",
      formula: "change = value today - value on the last day of the previous quarter, in percentage points, by size.",
      good: "Changes below zero, COVERAGE excepted. A jump often means that somebody began to report: compare coverage.",
    }),
    sql: select("v_figure", (column) => ({
      columns: {
        Who: `if(${column.group_kind} = 'coalition', 'Coalition', ${column.group_name})`,
        Indicator: column.code,
        change: "now - `last quarter`",
        now: valueWhere(column.value, isLatest),
        "last quarter": valueWhere(column.value, `${column.date} = ${lastQuarterEnd}`),
      },
      where: [
        `${column.group_kind} IN ('coalition', 'member', 'function')`,
        `${column.unit} = 'share'`,
        `(${isLatest} OR ${column.date} = ${lastQuarterEnd})`,
      ],
      groupBy: [column.group_kind, column.group_id, column.group_name, column.member, column.code],
      having: ["change != 0"],
      orderBy: ["abs(change) DESC", "Who", "Indicator"],
      limit: 15,
    })),
    unit: "percentunit",
    texts: { Indicator: shortTitles },
    widths: { Who: 220, Indicator: 260 },
  });
