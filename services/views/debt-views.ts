import { dateAndGroup } from "./group-columns.ts";
import { isNewest, type View } from "./view.ts";

const kinds = ["testing", "audit", "unverified", "correction"] as const;
const kind = {
  name: "kind",
  type: "LowCardinality(String)",
  what: "`testing`, `audit`, `unverified` or `correction`",
} as const;
const asSeries = "as `v_series`";

export const debtViews: readonly View[] = [
  {
    name: "v_debt",
    what: "The stock of one kind of reliability debt.",
    extent: asSeries,
    columns: [
      ...dateAndGroup,
      { ...kind, sql: "toLowCardinality(stock.1)" },
      { name: "items", type: "UInt64", what: "open items", sql: "stock.2" },
      { name: "days", type: "UInt64", what: "days that they have run together", sql: "stock.3" },
      { name: "findings_unreported", type: "UInt64", what: "critical workloads that do not report findings" },
    ],
    from: (isVisible) => `@db.debt_results
ARRAY JOIN [${kinds.map((each) => `('${each}', ${each}_items, ${each}_days)`).join(", ")}] AS stock
WHERE ${isVisible} AND ${isNewest("debt")}`,
  },
  {
    name: "v_pace",
    what: "Deployments against evaluations in the trailing 90 days.",
    extent: asSeries,
    columns: [
      ...dateAndGroup,
      { name: "deployments", type: "UInt64", what: "critical workloads that began to operate" },
      { name: "evaluations", type: "UInt64", what: "critical workloads that were evaluated" },
      { name: "ratio", type: "Nullable(Float64)", what: "evaluations by deployments" },
      { name: "clearing_days", type: "Nullable(Float64)", what: "days until the debt is cleared at this pace" },
    ],
    from: (isVisible) => `@db.debt_results WHERE ${isVisible} AND ${isNewest("debt")}`,
  },
  {
    name: "v_debt_age",
    what: "Open items of one kind by how long they have run.",
    extent: "today; the coalition, members and agencies",
    columns: [
      ...dateAndGroup,
      kind,
      {
        name: "age_band",
        type: "LowCardinality(String)",
        what: "days: `0-30`, `31-90`, `91-180`, `181-365` or `366+`",
      },
      { name: "items", type: "UInt64", what: "open items" },
      { name: "oldest_days", type: "UInt64", what: "days that the oldest of them has run" },
      { name: "past_due", type: "UInt64", what: "those that are past a due date: findings, which are counted from it" },
    ],
    from: (isVisible) => `@db.debt_age_results WHERE ${isVisible} AND ${isNewest("debt-age")}`,
  },
];
