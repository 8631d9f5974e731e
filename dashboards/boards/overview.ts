import { internalBoard } from "../board.ts";
import { changesTable } from "../panels/changes-table.ts";
import { coverageStat, coverageTrend } from "../panels/coverage-panels.ts";
import { debtStat, debtTrend, paceStat, paceTrend } from "../panels/debt-panels.ts";
import { functionBars } from "../panels/function-bars.ts";
import { groupTable } from "../panels/group-table.ts";
import { speedStat, speedTrend } from "../panels/headline-speed.ts";
import { indicatorTable } from "../panels/indicator-table.ts";
import { shareStat } from "../panels/share-stat.ts";
import { shareTrend } from "../panels/share-trend.ts";

/** For a secretariat: the three headlines, then whether they move, then who and what is behind them. */
export const overview = internalBoard(
  {
    uid: "sw-coalition-overview",
    title: "Coalition overview",
    description: "How exposed is the coalition today, is it getting better, and where does it come from?",
  },
  [
    {
      panels: [
        speedStat("coalition", { id: 1, span: 6 }),
        shareStat("UNPROTECTED", "coalition", { id: 2, span: 6 }),
        shareStat("ALTERNATIVE_GAP", "coalition", { id: 3, span: 6 }),
        coverageStat("coalition", { id: 4, span: 6 }),
        debtStat("days", "coalition", { id: 5, span: 12 }),
        paceStat("coalition", { id: 6, span: 12 }),
      ],
    },
    {
      row: { id: 20, title: "Two years" },
      panels: [
        shareTrend("UNPROTECTED", "coalition", { id: 7, span: 12 }),
        shareTrend("ALTERNATIVE_GAP", "coalition", { id: 8, span: 12 }),
        speedTrend("coalition", { id: 9, span: 12 }),
        coverageTrend("coalition", { id: 10, span: 12 }),
        debtTrend("days", "coalition", { id: 11, span: 12 }),
        paceTrend("coalition", { id: 12, span: 12 }),
      ],
    },
    {
      row: { id: 21, title: "Where it comes from" },
      panels: [
        groupTable(
          { id: 13, title: "Members compared", span: 24, height: 8 },
          { where: "group_kind = 'member'", isOfAgencies: false },
        ),
        changesTable({ id: 14, title: "What changed most since the last quarter", span: 12, height: 10 }),
        functionBars("coalition", { id: 15, span: 12, height: 10 }),
        indicatorTable({ id: 16, title: "Every share of today", span: 24, height: 10 }, "coalition"),
      ],
    },
  ],
);
