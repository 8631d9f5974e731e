import { colours } from "../colours.ts";
import { isLatest, ofCode } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator } from "../words.ts";
import { barPanel } from "./bar-panel.ts";
import type { PanelWords } from "./panel-words.ts";

/** The second headline by what government does. Functions are the coalition's: members' workloads are not split by them. */
export const functionBars = (words: Pick<PanelWords, "id" | "span"> & { title?: string; height?: number }) =>
  barPanel({
    title: "Neither evaluated nor replaceable, by function of government (coalition)",
    ...words,
    description: describeIndicator("UNPROTECTED", {
      more: "By COFOG division, over the whole coalition; of which part is certain, and which rests on what was not reported.",
    }),
    by: "Function",
    unit: "percentunit",
    isStacked: true,
    colours: { certain: colours.blue, "not reported": colours.sky },
    sql: select("v_figure", (column) => ({
      columns: {
        Function: column.group_name,
        certain: column.lower,
        "not reported": `${column.upper} - ${column.lower}`,
      },
      where: ["group_kind = 'function'", ofCode("UNPROTECTED"), isLatest],
      orderBy: [`${column.value} DESC NULLS LAST`],
    })),
  });
