import { dateAndGroup, isLatest, timeDateAndGroup } from "./group-columns.ts";
import { isNewest, ofCalculation, type View, type ViewColumn } from "./view.ts";

const code: ViewColumn = { name: "code", type: "LowCardinality(String)", what: "code of the indicator" };
const reason: ViewColumn = {
  name: "reason",
  type: "LowCardinality(String)",
  what: "why the numbers say little: `not-a-member`, `nothing-reported`, `empty-denominator`; empty when none applies",
};
const knownAt: ViewColumn = {
  name: "known_at",
  type: "DateTime64(3, 'UTC')",
  what: "the vintage: what was known at this instant",
  sql: ofCalculation("known_at"),
};
const band: readonly ViewColumn[] = [
  { name: "value", type: "Nullable(Float64)", what: "the share, its upper end; of `DEPLOY_SPEED` the median in days" },
  { name: "lower", type: "Nullable(Float64)", what: "what is certain; of `DEPLOY_SPEED` the first quartile" },
  {
    name: "upper",
    type: "Nullable(Float64)",
    what: "what is certain or not reported; of `DEPLOY_SPEED` the third quartile",
  },
];

export const figureViews: readonly View[] = [
  {
    name: "v_figure",
    what: "A share or `DEPLOY_SPEED` of a group, as `GET /v1/figures` gives it. Unknown is NULL, never 0.",
    extent: "today and the last 24 month ends; every group",
    columns: [
      ...dateAndGroup,
      code,
      ...band,
      { name: "n", type: "UInt64", what: "the denominator" },
      { name: "unit", type: "LowCardinality(String)", what: "`share` or `days`" },
      reason,
      { name: "events", type: "Nullable(UInt64)", what: "`DEPLOY_SPEED`: deployments that became trustworthy" },
      { name: "inconsistent", type: "Nullable(UInt64)", what: "`DEPLOY_SPEED`: workloads with dates that contradict" },
      knownAt,
      isLatest,
    ],
    from: (isVisible) => `@db.figure_results WHERE ${isVisible} AND ${isNewest("figure", "duration")}`,
  },
  {
    name: "v_member_function",
    what: "A share of one function of government among the workloads of one member. `v_figure` has functions over the coalition.",
    extent: "today and the last 24 month ends; every member and the functions that it reported",
    columns: [
      { name: "date", type: "Date", what: "the day that the row is about" },
      { name: "member", type: "String", what: "id of the member" },
      { name: "function", type: "String", what: "`01` to `10`, `none`", sql: "group_id" },
      { name: "function_name", type: "String", what: "name of the division", sql: "group_name" },
      code,
      ...band,
      { name: "n", type: "UInt64", what: "the denominator" },
      reason,
      knownAt,
      isLatest,
    ],
    from: (isVisible) => `@db.figure_results WHERE ${isVisible} AND ${isNewest("member-function")}`,
  },
  {
    name: "v_series",
    what: "A share of a group day by day, as `GET /v1/series` gives it.",
    extent:
      "each day of two years up to today for the coalition, members and functions; Sundays and today for agencies",
    columns: [...dateAndGroup, code, ...band, { name: "n", type: "UInt64", what: "the denominator" }, reason, knownAt],
    from: (isVisible) => `@db.series_results WHERE ${isVisible} AND ${isNewest("series")}`,
  },
  {
    name: "v_coverage",
    what: "How many agencies that are registered report.",
    extent: "as `v_series`, for the coalition and members",
    columns: [
      ...dateAndGroup,
      { name: "registered", type: "UInt64", what: "agencies registered on the day", sql: "n" },
      {
        name: "reporting",
        type: "UInt64",
        what: "those of them with a push not older than 92 days",
        sql: "toUInt64(round(ifNull(value, 0) * n))",
      },
      { name: "share", type: "Nullable(Float64)", what: "one by the other", sql: "value" },
    ],
    from: (isVisible) =>
      `@db.series_results WHERE code = 'COVERAGE' AND group_kind IN ('coalition', 'member') AND ${isVisible} AND ${isNewest("series")}`,
  },
  {
    name: "v_revision",
    what: "How a share of a past month end became another after that day had ended. What was unknown before is no revision.",
    extent: "the last 24 month ends; the coalition and members",
    columns: [
      ...timeDateAndGroup,
      code,
      { name: "old", type: "Nullable(Float64)", what: "the value before" },
      { name: "new", type: "Nullable(Float64)", what: "the value since" },
      {
        name: "cause",
        type: "String",
        what: "what made it another: `push of agency x for 2026-01-31`, without the agency where it is another member's, or `registry change`",
        sql: `multiIf(cause = 'registry', 'registry change',
  is_named, concat('push of agency ', agency, ' for ', toString(reference_date)),
  concat('push for ', toString(reference_date)))`,
      },
      { name: "sequence", type: "UInt64", what: "place in the ledger of what made it another" },
    ],
    from: (isVisible) => `(SELECT * FROM @db.revision_results WHERE ${isVisible} AND ${isNewest("revision")}) AS revised
LEFT JOIN (SELECT sequence AS filed, toString(agency) AS agency, reference_date, ${isVisible} AS is_named FROM @db.pushes) AS filed
ON filed.filed = revised.sequence`,
  },
  {
    name: "v_not_reported",
    what: "Of critical workloads in operation, how many do not say what a fact is.",
    extent: "today and the last 24 month ends; every group",
    columns: [
      ...dateAndGroup,
      { name: "fact", type: "LowCardinality(String)", what: "the fact" },
      { name: "workloads", type: "UInt64", what: "critical workloads in operation that the fact is asked of" },
      { name: "not_reported", type: "UInt64", what: "those that do not say" },
      isLatest,
    ],
    from: (isVisible) => `@db.not_reported_results WHERE ${isVisible} AND ${isNewest("not-reported")}`,
  },
];
