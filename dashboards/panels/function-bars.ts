import { colours } from "../colours.ts";
import { isLatest, ofCode } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator } from "../words.ts";
import { barPanel } from "./bar-panel.ts";
import type { PanelWords } from "./panel-words.ts";

const code = "UNPROTECTED";
const order = "`certain` + `not reported` DESC NULLS LAST";

const ofCoalition = select("v_figure", (column) => ({
  columns: {
    Function: column.group_name,
    certain: column.lower,
    "not reported": `${column.upper} - ${column.lower}`,
  },
  where: ["group_kind = 'function'", ofCode(code), isLatest],
  orderBy: [order],
}));

const ofMember = select("v_member_function", (column) => ({
  columns: {
    Function: column.function_name,
    certain: column.lower,
    "not reported": `${column.upper} - ${column.lower}`,
  },
  where: ["member = ${member:singlequote}", ofCode(code), isLatest],
  orderBy: [order],
}));

/** The second headline by what government does, over the coalition or within one member. */
export const functionBars = (
  whose: "coalition" | "member",
  words: Pick<PanelWords, "id" | "span"> & { height?: number },
) =>
  barPanel({
    title: `Neither evaluated nor replaceable, by function of government${whose === "coalition" ? " (coalition)" : ""}`,
    ...words,
    description: describeIndicator(code, {
      more: `By COFOG division, over ${whose === "coalition" ? "the whole coalition" : "this member's workloads"}; of which part is certain, and which rests on what was not reported.`,
    }),
    by: "Function",
    unit: "percentunit",
    isStacked: true,
    colours: { certain: colours.blue, "not reported": colours.sky },
    sql: whose === "coalition" ? ofCoalition : ofMember,
  });
