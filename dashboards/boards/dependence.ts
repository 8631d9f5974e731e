import { CustomVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { internalBoard } from "../board.ts";
import { concentrationTrend, largestShares } from "../panels/concentration-panels.ts";
import { coverageStat } from "../panels/coverage-panels.ts";
import { shareStat } from "../panels/share-stat.ts";
import { shareTrend } from "../panels/share-trend.ts";
import { classBars, classStat, classTrend, worstSubjects } from "../panels/withdrawal-panels.ts";
import { select } from "../select.ts";
import { queryVariable } from "../variables.ts";

/** Only what is computed beforehand can be picked: one subject, and a notice that it was computed for. */
const kindVariable = new CustomVariableBuilder("subject_kind")
  .label("Withdrawn")
  .values("a jurisdiction : jurisdiction,a provider : provider,a named scenario : scenario")
  .current({ text: "a jurisdiction", value: "jurisdiction" });

const subjectVariable = queryVariable(
  "subject",
  "Which",
  select("v_withdrawal", (column) => ({
    columns: { id: column.subject, text: column.subject_name },
    where: ["group_kind = 'coalition'", `${column.subject_kind} = \${subject_kind:singlequote}`, "is_latest = 1"],
    groupBy: [column.subject, column.subject_name],
    orderBy: [`sumIf(${column.workloads}, ${column.class} IN ('dark', 'interrupted')) DESC`, "text"],
  })),
);

const noticeVariable = queryVariable(
  "notice",
  "With notice of",
  select("v_withdrawal", (column) => ({
    columns: {
      id: `toString(${column.notice_minutes})`,
      text: `multiIf(${column.notice_minutes} = 0, 'none', ${column.notice_minutes} < 1440, concat(toString(${column.notice_minutes}), ' minutes'), ${column.notice_minutes} = 1440, '1 day', concat(toString(intDiv(${column.notice_minutes}, 1440)), ' days'))`,
    },
    where: [
      "group_kind = 'coalition'",
      `${column.subject_kind} = \${subject_kind:singlequote}`,
      `${column.subject} = \${subject:singlequote}`,
      "is_latest = 1",
    ],
    groupBy: [column.notice_minutes],
    orderBy: [column.notice_minutes],
  })),
);

/** What others could switch off, and how few of them there are. */
export const dependence = internalBoard(
  {
    uid: "sw-coalition-dependence",
    title: "Dependence and withdrawal",
    description:
      "What would stop if one provider, jurisdiction or named scenario withdrew, and on how few does the coalition stand? Sets of your own: GET /v1/withdrawal, or the portal.",
    variables: [kindVariable, subjectVariable, noticeVariable],
  },
  [
    {
      panels: [
        classStat({ id: 1, span: 18, height: 5 }),
        coverageStat("coalition", { id: 15, span: 6 }),
        classTrend({ id: 2, span: 12 }),
        classBars({ id: 3, span: 12, title: "By member" }, "member"),
        classBars({ id: 4, span: 12, title: "By function of government" }, "function"),
        worstSubjects({ id: 5, span: 12, title: "Providers whose withdrawal would hurt most" }, "provider"),
        worstSubjects({ id: 6, span: 24, title: "Jurisdictions whose withdrawal would hurt most" }, "jurisdiction"),
      ],
    },
    {
      row: { id: 20, title: "Concentration" },
      panels: [
        concentrationTrend("provider", { id: 7, span: 12, title: "Concentration by provider, at month ends" }),
        concentrationTrend("jurisdiction", { id: 8, span: 12, title: "Concentration by jurisdiction, at month ends" }),
        largestShares("provider", { id: 9, span: 12, title: "Providers of each layer", height: 10 }),
        largestShares("jurisdiction", { id: 10, span: 12, title: "Jurisdictions of each layer", height: 10 }),
      ],
    },
    {
      row: { id: 21, title: "What looks independent and is not" },
      panels: [
        shareStat("TENANCY", "coalition", { id: 11, span: 6, height: 8 }),
        shareTrend("TENANCY", "coalition", { id: 12, span: 18 }),
        shareStat("PAPER_FALLBACK", "coalition", { id: 13, span: 6, height: 8 }),
        shareTrend("PAPER_FALLBACK", "coalition", { id: 14, span: 18 }),
      ],
    },
  ],
);
