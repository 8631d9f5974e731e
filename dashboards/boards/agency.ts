import { days } from "../units.ts";
import { internalBoard } from "../board.ts";
import { select } from "../select.ts";
import { againstCoalition } from "../panels/against-coalition.ts";
import { debtAgeBars } from "../panels/debt-age-bars.ts";
import { debtStat, debtTrend } from "../panels/debt-panels.ts";
import { pushTable, sinceLastPush, warningTable } from "../panels/push-tables.ts";
import { shareStat } from "../panels/share-stat.ts";
import { statPanel } from "../panels/stat-panel.ts";
import { agencyVariable, memberVariable } from "../variables.ts";
import { describe } from "../words.ts";

const lastPush = statPanel({
  id: 4,
  span: 6,
  title: "Newest push",
  description: describe(
    {
      what: "The day that the newest push describes, and how long ago that is.",
      formula: "days = today - reference date of the newest push.",
      good: "Below 92 days: older than that, the agency counts as silent.",
    },
    "COVERAGE",
  ),
  unit: "none",
  units: { "days ago": days },
  sql: select("v_freshness", (column) => ({
    columns: {
      "describes the state of": `toString(${column.last_reference_date})`,
      "days ago": column.days_since_reference,
      pushes: column.pushes,
    },
    where: [`${column.agency} = \${agency:singlequote}`],
  })),
});

/** For the agency itself and whoever asks it: its figures, what it filed, and what that changed. */
export const agency = internalBoard(
  {
    uid: "sw-party-agency",
    title: "Agency",
    description: "Where does this agency stand, what did it file, and what moved with the last push?",
    variables: [memberVariable(), agencyVariable()],
  },
  [
    {
      panels: [
        shareStat("UNPROTECTED", "agency", { id: 1, span: 6 }),
        shareStat("EVAL_GAP", "agency", { id: 2, span: 6 }),
        shareStat("FALLBACK_GAP", "agency", { id: 3, span: 6 }),
        lastPush,
      ],
    },
    {
      row: { id: 20, title: "What it filed" },
      panels: [
        sinceLastPush({ id: 5, title: "What moved since the last push", span: 14, height: 10 }),
        warningTable({ id: 6, title: "Warnings", span: 10, height: 10 }),
        pushTable({ id: 7, title: "Pushes", span: 24, height: 10 }),
      ],
    },
    {
      row: { id: 21, title: "Two years, at week ends" },
      panels: [
        againstCoalition("UNPROTECTED", "agency", { id: 8, span: 12 }),
        againstCoalition("ALTERNATIVE_GAP", "agency", { id: 9, span: 12 }),
      ],
    },
    {
      row: { id: 22, title: "Debt" },
      panels: [
        debtStat("items", "agency", { id: 10, span: 24 }),
        debtTrend("days", "agency", { id: 11, span: 12 }),
        debtAgeBars("agency", { id: 12, span: 12 }),
      ],
    },
  ],
);
