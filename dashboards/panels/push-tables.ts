import { calendarDay, days } from "../units.ts";
import { isLatest, lastQuarterEnd, ofGroup, valueWhere } from "../conditions.ts";
import { select } from "../select.ts";
import { describe, shortTitles } from "../words.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

type Placed = Pick<PanelWords, "id" | "title" | "span" | "height">;
const ofAgency = "agency = ${agency:singlequote}";

/** What an agency filed, the newest first. */
export const pushTable = (words: Placed) =>
  tablePanel({
    ...words,
    description: describe({
      what: "Each push: the day it describes, when it arrived, and what it changed against what was known before.",
      formula: "days late = day of arrival - reference date; added + changed + unchanged = records of the push.",
      good: "A push a quarter at least, within 31 days, without warnings.",
    }),
    sql: select("v_push", (column) => ({
      columns: {
        "arrived at": column.time,
        describes: column.reference_date,
        "days late": column.days_late,
        "whole inventory": column.complete,
        records: column.records,
        added: column.added,
        changed: column.changed,
        unchanged: column.unchanged,
        removed: column.removed,
        warnings: column.warnings,
        "sent with": column.source,
        sequence: column.sequence,
      },
      where: [ofAgency],
      orderBy: [`${column.sequence} DESC`],
      limit: 100,
    })),
    units: { "days late": days, describes: calendarDay },
    texts: { "whole inventory": { "0": "no", "1": "yes", false: "no", true: "yes" } },
  });

/** What the newest push was warned of, and the pushes before it. */
export const warningTable = (words: Placed) =>
  tablePanel({
    ...words,
    description: describe({
      what: "Warnings by rule, in the newest push and in all pushes. What each means stands on the page of that name in docs/rules.",
      formula: "a record may give several warnings; each is counted.",
      good: "None, or fewer in the newest push than before. A warning is accepted, but a figure may say less for it.",
    }),
    sql: select("v_push_warning", (column) => ({
      columns: {
        Rule: column.code,
        "in the newest push": `sumIf(${column.warnings}, ${column.sequence} = (SELECT max(sequence) FROM v_push WHERE ${ofAgency}))`,
        "in all pushes": `sum(${column.warnings})`,
        "last on": `max(${column.time})`,
      },
      where: [ofAgency],
      groupBy: [column.code],
      orderBy: ["`in the newest push` DESC", "`in all pushes` DESC", "Rule"],
    })),
  });

/** The last day of `v_figure` that the newest push does not describe. */
const dayBefore =
  "(SELECT max(date) FROM v_figure WHERE group_kind = 'agency' AND group_id = ${agency:singlequote} AND date < (SELECT max(reference_date) FROM v_push WHERE agency = ${agency:singlequote}))";

/** What moved with the newest push: today against the last month's end before the day it describes. */
export const sinceLastPush = (words: Placed) =>
  tablePanel({
    ...words,
    description: describe({
      what: "The agency's shares today, and on the last month's end before the day that its newest push describes.",
      formula:
        "change = value today - value then, in percentage points. Both as known now, so corrections of the past are in both.",
      good: "Changes below zero. A jump upwards right after a push often means that something is now reported that was not.",
    }),
    sql: select("v_figure", (column) => ({
      columns: {
        Indicator: column.code,
        today: valueWhere(column.value, isLatest),
        certain: valueWhere(column.lower, isLatest),
        before: valueWhere(column.value, `${column.date} = ${dayBefore}`),
        change: "today - before",
        of: valueWhere(column.n, isLatest),
        "last quarter": valueWhere(column.value, `${column.date} = ${lastQuarterEnd}`),
      },
      where: [ofGroup.agency, `${column.unit} = 'share'`],
      groupBy: [column.code],
      orderBy: [column.code],
    })),
    unit: "percentunit",
    units: { of: "none" },
    texts: { Indicator: shortTitles },
    gauges: ["today"],
    widths: { Indicator: 280 },
  });
