import { internalBoard } from "../board.ts";
import { agenciesOfMember } from "../conditions.ts";
import { againstCoalition } from "../panels/against-coalition.ts";
import { coverageStat, coverageTrend } from "../panels/coverage-panels.ts";
import { debtAgeBars } from "../panels/debt-age-bars.ts";
import { debtStat, debtTrend, paceStat } from "../panels/debt-panels.ts";
import { freshnessTable } from "../panels/freshness-table.ts";
import { functionBars } from "../panels/function-bars.ts";
import { groupTable } from "../panels/group-table.ts";
import { speedStat } from "../panels/headline-speed.ts";
import { indicatorTable } from "../panels/indicator-table.ts";
import { shareStat } from "../panels/share-stat.ts";
import { memberVariable } from "../variables.ts";

/** For a ministry: where we stand, against the coalition, and which of our agencies it comes from. */
export const member = internalBoard(
  {
    uid: "sw-party-member",
    title: "Member",
    description: "Where does this member stand, how does it compare with the coalition, and which agencies is it?",
    variables: [memberVariable()],
  },
  [
    {
      panels: [
        speedStat("member", { id: 1, span: 6 }),
        shareStat("UNPROTECTED", "member", { id: 2, span: 6 }),
        shareStat("ALTERNATIVE_GAP", "member", { id: 3, span: 6 }),
        coverageStat("member", { id: 4, span: 6 }),
        debtStat("days", "member", { id: 5, span: 12 }),
        paceStat("member", { id: 6, span: 12 }),
      ],
    },
    {
      row: { id: 20, title: "Against the coalition" },
      panels: [
        againstCoalition("UNPROTECTED", "member", { id: 7, span: 12 }),
        againstCoalition("ALTERNATIVE_GAP", "member", { id: 8, span: 12 }),
        againstCoalition("EVAL_GAP", "member", { id: 9, span: 12 }),
        againstCoalition("FALLBACK_GAP", "member", { id: 10, span: 12 }),
      ],
    },
    {
      row: { id: 21, title: "Agencies" },
      panels: [
        groupTable(
          { id: 11, title: "Agencies, the most exposed first", span: 24, height: 10 },
          { where: agenciesOfMember, isOfAgencies: true },
        ),
        freshnessTable({ id: 12, title: "Who reported when", span: 24, height: 8 }, ["member = ${member:singlequote}"]),
      ],
    },
    {
      row: { id: 22, title: "Debt" },
      panels: [debtTrend("days", "member", { id: 13, span: 12 }), debtAgeBars("member", { id: 14, span: 12 })],
    },
    {
      row: { id: 23, title: "Everything else" },
      panels: [
        indicatorTable({ id: 15, title: "Every share of today", span: 24, height: 10 }, "member"),
        coverageTrend("member", { id: 16, span: 12 }),
        functionBars("member", { id: 17, span: 12 }),
      ],
    },
  ],
);
