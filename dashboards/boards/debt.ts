import { days } from "../units.ts";
import { internalBoard } from "../board.ts";
import { newestOf, valueWhere } from "../conditions.ts";
import { toAgency, toMember } from "../links.ts";
import { coverageStat } from "../panels/coverage-panels.ts";
import { debtAgeBars } from "../panels/debt-age-bars.ts";
import { clearingTrend, debtKinds, debtStat, debtTrend, paceStat, paceTrend } from "../panels/debt-panels.ts";
import { tablePanel } from "../panels/table-panel.ts";
import { select } from "../select.ts";
import { describe } from "../words.ts";
import { statPanel } from "../panels/stat-panel.ts";

const kindNames = Object.fromEntries(Object.entries(debtKinds).map(([kind, { name }]) => [kind, name]));

const unreported = statPanel({
  id: 4,
  span: 6,
  title: "Workloads that report no findings list",
  description: describe(
    {
      what: "Critical workloads in operation whose list of findings was not reported: their overdue findings are not known.",
      formula: "count of workloads with a findings list of null.",
      good: "0. An empty list says “none found”; a missing one says nothing.",
    },
    "RELIABILITY_DEBT",
  ),
  unit: "none",
  sql: select("v_debt", (column) => ({
    columns: { workloads: valueWhere(column.findings_unreported, `${column.kind} = 'correction'`) },
    where: ["group_kind = 'coalition'", newestOf("v_debt")],
  })),
});

const byMember = tablePanel({
  id: 8,
  span: 12,
  height: 9,
  title: "Who owes it: members",
  description: describe(
    {
      what: "Today's stock of each member, in days by kind and in items.",
      formula: "days = sum over items of the days since each became owed.",
      good: "Falling. Compare items too: one item of 100 days weighs as much as 100 of one.",
    },
    "RELIABILITY_DEBT",
  ),
  sql: select("v_debt", (column) => ({
    columns: {
      member_id: column.group_id,
      Member: column.group_name,
      ...Object.fromEntries(
        Object.entries(debtKinds).map(([kind, { name }]) => [name, valueWhere(column.days, `kind = '${kind}'`)]),
      ),
      items: `sum(${column.items})`,
    },
    where: ["group_kind = 'member'", newestOf("v_debt")],
    groupBy: [column.group_id, column.group_name],
    orderBy: ["`Never evaluated` + `Evaluation lapsed` DESC NULLS LAST", "Member"],
  })),
  unit: days,
  units: { items: "none" },
  hidden: ["member_id"],
  links: { Member: toMember },
});

const oldest = tablePanel({
  id: 9,
  span: 12,
  height: 9,
  title: "Where the oldest items are: agencies",
  description: describe(
    {
      what: "Agencies by the age of their oldest item of each kind. Counts only: which workloads these are, an officer of the agency sees in the portal and by the API.",
      formula: "oldest = today - the earliest day since which an item of the kind is owed.",
      good: "Nothing older than a year.",
    },
    "RELIABILITY_DEBT",
  ),
  sql: select("v_debt_age", (column) => ({
    columns: {
      member_id: column.member,
      agency_id: column.group_id,
      Agency: column.group_name,
      Kind: column.kind,
      oldest: `max(${column.oldest_days})`,
      "all items": `sum(${column.items})`,
      "past due": `sum(${column.past_due})`,
    },
    where: ["group_kind = 'agency'", `${column.items} > 0`],
    groupBy: [column.member, column.group_id, column.group_name, column.kind],
    orderBy: ["oldest DESC", "Agency", "Kind"],
    limit: 50,
  })),
  units: { oldest: days },
  texts: { Kind: kindNames },
  hidden: ["member_id", "agency_id"],
  links: { Agency: toAgency },
  widths: { Agency: 280 },
});

/** How much nobody has looked at or mended, and whether it grows. */
export const debt = internalBoard(
  {
    uid: "sw-coalition-debt",
    title: "Reliability debt",
    description: "How much checking and mending is owed, does it grow, and where has it waited longest?",
  },
  [
    {
      panels: [
        debtStat("days", "coalition", { id: 1, span: 12 }),
        debtStat("items", "coalition", { id: 2, span: 12 }),
        paceStat("coalition", { id: 3, span: 12, height: 5 }),
        unreported,
        coverageStat("coalition", { id: 12, span: 6 }),
      ],
    },
    {
      row: { id: 20, title: "Does it grow" },
      panels: [
        debtTrend("days", "coalition", { id: 5, span: 12 }),
        debtTrend("items", "coalition", { id: 6, span: 12 }),
        paceTrend("coalition", { id: 7, span: 12 }),
        clearingTrend("coalition", { id: 11, span: 12 }),
      ],
    },
    {
      row: { id: 21, title: "Where it waits" },
      panels: [byMember, oldest, debtAgeBars("coalition", { id: 10, span: 24 })],
    },
  ],
);
