import { calendarDay, days } from "../units.ts";
import { TextBoxVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { internalBoard } from "../board.ts";
import { colours } from "../colours.ts";
import { newestOf } from "../conditions.ts";
import { toAgency, toMember } from "../links.ts";
import { coverageStat, coverageTrend } from "../panels/coverage-panels.ts";
import { freshnessTable } from "../panels/freshness-table.ts";
import { linePanel } from "../panels/line-panel.ts";
import { notReportedBars, notReportedTrend } from "../panels/not-reported-panels.ts";
import { shareStat } from "../panels/share-stat.ts";
import { statPanel } from "../panels/stat-panel.ts";
import { tablePanel } from "../panels/table-panel.ts";
import { select } from "../select.ts";
import { describe, shortTitles, type Words } from "../words.ts";

/** After how many days a push is late: a setting of whoever looks. */
const lateDays = new TextBoxVariableBuilder("late_days").label("Late after days").defaultValue("31");
const isLate = "days_late > toInt64OrZero(${late_days:singlequote})";

const late: Words = {
  what: "Pushes that arrived more days after the day they describe than the number at the top of the board.",
  formula: "days late = day of arrival - reference date.",
  good: "Few, and not always the same. A late push changes figures of the past: see the revisions below.",
};

const lateStat = statPanel({
  id: 3,
  span: 6,
  title: "Late pushes in the time shown",
  description: describe(late),
  unit: "none",
  units: { share: "percentunit" },
  sql: select("v_push", (column) => ({
    columns: {
      late: `countIf(${isLate})`,
      pushes: "count()",
      share: "late / nullIf(pushes, 0)",
    },
    where: [`$__timeFilter(${column.time})`],
  })),
});

const lateTrend = linePanel({
  id: 8,
  span: 12,
  title: "Pushes on time and late, by month of arrival",
  description: describe(late),
  unit: "none",
  isBars: true,
  isStacked: true,
  colours: { "on time": colours.blue, late: colours.orange },
  sql: select("v_push", (column) => ({
    columns: {
      time: `toDateTime(toStartOfMonth(v_push.${column.time}))`,
      "on time": `countIf(NOT (${isLate}))`,
      late: `countIf(${isLate})`,
    },
    where: [`$__timeFilter(v_push.${column.time})`],
    groupBy: ["time"],
    orderBy: ["time"],
  })),
});

const lateTable = tablePanel({
  id: 9,
  span: 12,
  title: "Latest late pushes",
  description: describe(late),
  sql: select("v_push", (column) => ({
    columns: {
      member_id: column.member,
      agency_id: column.agency,
      Agency: column.agency_name,
      describes: column.reference_date,
      "arrived at": column.time,
      "days late": column.days_late,
      "records changed": `${column.added} + ${column.changed} + ${column.removed}`,
    },
    where: [isLate, `$__timeFilter(${column.time})`],
    orderBy: [`${column.sequence} DESC`],
    limit: 100,
  })),
  units: { "days late": days, describes: calendarDay },
  hidden: ["member_id", "agency_id"],
  links: { Agency: toAgency },
});

const coverageOfMembers = tablePanel({
  id: 5,
  span: 12,
  title: "Agencies that report, by member",
  description: describe(
    {
      what: "Of each member's registered agencies, those that described a day of the last 92.",
      formula: "reporting / registered.",
      good: "100 %.",
    },
    "COVERAGE",
  ),
  sql: select("v_coverage", (column) => ({
    columns: {
      member_id: column.group_id,
      Member: column.group_name,
      coverage: column.share,
      reporting: column.reporting,
      registered: column.registered,
    },
    where: ["group_kind = 'member'", newestOf("v_coverage")],
    orderBy: [`${column.share} ASC NULLS LAST`, "Member"],
  })),
  units: { coverage: "percentunit" },
  gauges: ["coverage"],
  hidden: ["member_id"],
  links: { Member: toMember },
});

const revisions = tablePanel({
  id: 10,
  span: 24,
  height: 10,
  title: "Figures of the past that changed late",
  description: describe({
    what: "Values of past month ends that differ from what was known before, the newest change first, with what caused it. Changes within the days at the top of the board, while filings arrive, are left out. What was published for an instant stays reproducible: ask GET /v1/figures with known_at.",
    formula: "change = new - old, for the coalition's and members' shares at a month's end.",
    good: "Few and small. Many say that inventories arrive late or are corrected often.",
  }),
  sql: select("v_revision", (column) => ({
    columns: {
      "known at": column.time,
      date: column.date,
      Who: `if(${column.group_kind} = 'coalition', 'Coalition', ${column.group_name})`,
      Indicator: column.code,
      old: column.old,
      new: column.new,
      change: `${column.new} - ${column.old}`,
      "days after": `dateDiff('day', ${column.date}, toDate(${column.time}))`,
      Cause: column.cause,
    },
    where: [
      `$__timeFilter(${column.time})`,
      `dateDiff('day', ${column.date}, toDate(${column.time})) > toInt64OrZero(\${late_days:singlequote})`,
    ],
    orderBy: [
      `${column.sequence} DESC`,
      `${column.date} DESC`,
      `abs(${column.new} - ${column.old}) DESC`,
      "Who",
      "Indicator",
    ],
    limit: 200,
  })),
  unit: "percentunit",
  units: { date: calendarDay, "days after": days },
  texts: { Indicator: shortTitles },
  widths: { Indicator: 260, Cause: 320 },
});

/** How far the other boards can be trusted. */
export const quality = internalBoard(
  {
    uid: "sw-coalition-quality",
    title: "Data quality",
    description: "What was not reported, who is silent or late, and which figures of the past changed?",
    variables: [lateDays],
  },
  [
    {
      panels: [
        coverageStat("coalition", { id: 1, span: 9 }),
        shareStat("CRITICALITY_UNASSESSED", "coalition", { id: 2, span: 9 }),
        lateStat,
      ],
    },
    {
      row: { id: 20, title: "What was not reported" },
      panels: [
        notReportedBars({ id: 4, span: 12, title: "Not reported, by fact" }),
        notReportedTrend({ id: 6, span: 12, title: "Not reported, at month ends" }),
      ],
    },
    {
      row: { id: 21, title: "Who is silent, who is late" },
      panels: [
        coverageTrend("coalition", { id: 7, span: 12 }),
        coverageOfMembers,
        lateTrend,
        lateTable,
        freshnessTable({ id: 11, title: "Who reported when", span: 24, height: 10 }),
      ],
    },
    { row: { id: 22, title: "Revisions" }, panels: [revisions] },
  ],
);
