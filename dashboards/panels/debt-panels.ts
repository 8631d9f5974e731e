import { days } from "../units.ts";
import { colours } from "../colours.ts";
import { inRange, newestOf, ofGroup, valueWhere } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, type Words, describe, type Group } from "../words.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";
import { statPanel } from "./stat-panel.ts";

type Placed = Pick<PanelWords, "id" | "span"> & { title?: string; height?: number };

/** The kinds of debt as people read them, in the order of how they are incurred. */
export const debtKinds = {
  testing: { name: "Never evaluated", colour: colours.vermilion },
  audit: { name: "Evaluation lapsed", colour: colours.orange },
  correction: { name: "Findings overdue", colour: colours.blue },
  unverified: { name: "Not reported", colour: colours.grey },
} as const;
const kinds = Object.entries(debtKinds);
export const debtColours = Object.fromEntries(kinds.map(([, { name, colour }]) => [name, colour]));

const byKind = (value: string) =>
  Object.fromEntries(kinds.map(([kind, { name }]) => [name, valueWhere(value, `kind = '${kind}'`)]));

/** Today's stock, by kind, in days or items. */
export const debtStat = (unit: "days" | "items", group: Group, words: Placed) =>
  statPanel({
    title: unit === "days" ? "Reliability debt, in days" : "Reliability debt, in items",
    ...words,
    description: describeIndicator("RELIABILITY_DEBT", { group }),
    unit: unit === "days" ? days : "none",
    decimals: 0,
    sql: select("v_debt", (column) => ({
      columns: byKind(column[unit]),
      where: [ofGroup[group], newestOf("v_debt")],
    })),
  });

/** The stock over time, kinds on top of each other. */
export const debtTrend = (unit: "days" | "items", group: Group, words: Placed) =>
  linePanel({
    title: unit === "days" ? "Debt over time, in days" : "Debt over time, in items",
    ...words,
    description: describeIndicator("RELIABILITY_DEBT", { group }),
    unit: unit === "days" ? days : "none",
    isStacked: true,
    colours: debtColours,
    sql: select("v_debt", (column) => ({
      columns: { time: `toDateTime(${column.date})`, ...byKind(column[unit]) },
      where: [ofGroup[group], inRange],
      groupBy: [column.date],
      orderBy: ["time"],
    })),
  });

const pace: Words = {
  what: "Over the 90 days that end with the day: critical workloads that started to operate, against critical workloads with a qualifying evaluation completed.",
  formula: "pace = evaluations / deployments; days to clear = 90 × (testing + audit items) / evaluations.",
  good: "A pace above 1: more is evaluated than deployed, so debt can fall. No pace without deployments, no days to clear without evaluations.",
};

export const paceStat = (group: Group, words: Placed) =>
  statPanel({
    title: "Pace of the last 90 days",
    ...words,
    description: describe(pace, "RELIABILITY_DEBT"),
    unit: "none",
    units: { "Days to clear": days },
    absences: { "Evaluated for each deployed": "nothing deployed", "Days to clear": "nothing evaluated" },
    sql: select("v_pace", (column) => ({
      columns: {
        "Evaluated for each deployed": column.ratio,
        "Days to clear": column.clearing_days,
        deployed: column.deployments,
        evaluated: column.evaluations,
      },
      where: [ofGroup[group], newestOf("v_pace")],
    })),
  });

export const paceTrend = (group: Group, words: Placed) =>
  linePanel({
    title: "Deployed and evaluated, over 90 days each",
    ...words,
    description: describe(pace, "RELIABILITY_DEBT"),
    unit: "none",
    colours: { deployed: colours.orange, evaluated: colours.blue },
    sql: select("v_pace", (column) => ({
      columns: {
        time: `toDateTime(${column.date})`,
        deployed: column.deployments,
        evaluated: column.evaluations,
      },
      where: [ofGroup[group], inRange],
      orderBy: ["time"],
    })),
  });

export const clearingTrend = (group: Group, words: Placed) =>
  linePanel({
    title: "Days to clear at the pace of the last 90 days",
    ...words,
    description: describe(pace, "RELIABILITY_DEBT"),
    unit: days,
    colours: { "Days to clear": colours.purple },
    sql: select("v_pace", (column) => ({
      columns: { time: `toDateTime(${column.date})`, "Days to clear": column.clearing_days },
      where: [ofGroup[group], inRange],
      orderBy: ["time"],
    })),
  });
