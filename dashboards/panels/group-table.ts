import { isLatest, ofCode, valueWhere } from "../conditions.ts";
import { toAgency, toMember } from "../links.ts";
import { quoted, select } from "../select.ts";
import { describe, indicatorWords, type IndicatorCode } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

const codes = [
  "UNPROTECTED",
  "EVAL_GAP",
  "FALLBACK_GAP",
  "ALTERNATIVE_GAP",
  "PAPER_FALLBACK",
  "COVERAGE",
] as const satisfies readonly IndicatorCode[];

/** Members beside each other, or agencies ranked: the worst of the second headline first, with how sure that is beside it. */
export function groupTable(
  words: Pick<PanelWords, "id" | "title" | "span" | "height">,
  { where, isOfAgencies }: { where: string; isOfAgencies: boolean },
) {
  const unprotected = indicatorWords.UNPROTECTED.short;
  const name = isOfAgencies ? "Agency" : "Member";
  return tablePanel({
    ...words,
    description: describe(
      {
        what: "Today's shares side by side. “certain” is the lower end of the first: the distance to it is what was not reported.",
        formula: indicatorWords.UNPROTECTED.formula,
        good: "Low shares beside high coverage. A low share with low coverage says little.",
      },
      "UNPROTECTED",
    ),
    sql: select("v_figure", (column) => ({
      columns: {
        member_id: column.member,
        ...(isOfAgencies && { agency_id: column.group_id }),
        [name]: column.group_name,
        [unprotected]: valueWhere(column.value, ofCode("UNPROTECTED")),
        certain: valueWhere(column.lower, ofCode("UNPROTECTED")),
        "Critical workloads": valueWhere(column.n, ofCode("UNPROTECTED")),
        ...Object.fromEntries(
          codes
            .filter((code) => code !== "UNPROTECTED" && !(isOfAgencies && code === "COVERAGE"))
            .map((code) => [indicatorWords[code].short, valueWhere(column.value, ofCode(code))]),
        ),
      },
      where: [where, isLatest],
      groupBy: [column.member, column.group_id, column.group_name],
      orderBy: [`${quoted(unprotected)} DESC NULLS LAST`, name],
    })),
    unit: "percentunit",
    units: { "Critical workloads": "none" },
    gauges: [unprotected],
    hidden: isOfAgencies ? ["member_id", "agency_id"] : ["member_id"],
    links: { [name]: isOfAgencies ? toAgency : toMember },
    widths: { [name]: 260 },
  });
}
