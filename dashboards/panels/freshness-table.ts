import { calendarDay, days } from "../units.ts";
import { toAgency } from "../links.ts";
import { select } from "../select.ts";
import { describe } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

/** Who reported when, the most silent first. */
export const freshnessTable = (
  words: Pick<PanelWords, "id" | "title" | "span" | "height">,
  where: readonly string[] = [],
) =>
  tablePanel({
    ...words,
    description: describe(
      {
        what: "For each registered agency the day its newest push describes, when that arrived, and whether it is overdue: registered today, and no push that describes a day of the last 92.",
        formula: "days = today - reference date of the newest push; overdue when none lies in (today - 92, today].",
        good: "Nobody overdue. An agency that is silent keeps its last words in every figure.",
      },
      "COVERAGE",
    ),
    sql: select("v_freshness", (column) => ({
      columns: {
        member_id: column.member,
        agency_id: column.agency,
        Agency: column.agency_name,
        overdue: column.is_overdue,
        "describes the state of": column.last_reference_date,
        days: column.days_since_reference,
        "arrived at": column.last_received_at,
        pushes: column.pushes,
      },
      where: [`${column.is_registered} = 1`, ...where],
      orderBy: [`${column.is_overdue} DESC`, `${column.days_since_reference} DESC NULLS FIRST`, column.agency_name],
    })),
    units: { days, "describes the state of": calendarDay },
    texts: { overdue: { "0": "no", "1": "overdue" } },
    hidden: ["member_id", "agency_id"],
    links: { Agency: toAgency },
    widths: { Agency: 300 },
  });
