import { colours } from "../colours.ts";
import { inRange, isLatest } from "../conditions.ts";
import { select } from "../select.ts";
import { describe, type Words } from "../words.ts";
import { barPanel } from "./bar-panel.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";

type Placed = Pick<PanelWords, "id" | "span" | "title"> & { height?: number };

const words: Words = {
  what: "For each fact that figures rest on: the share of critical workloads in operation whose agency did not report it. It is the width of the bands on the other boards, by cause.",
  formula: "not reported / critical workloads in operation.",
  good: "0 %. “None” is an answer and counts as reported; a missing list does not.",
};

export const notReportedBars = (placed: Placed) =>
  barPanel({
    ...placed,
    description: describe(words),
    by: "Fact",
    unit: "percentunit",
    colours: { "not reported": colours.purple },
    sql: select("v_not_reported", (column) => ({
      columns: {
        Fact: column.fact,
        "not reported": `${column.not_reported} / nullIf(${column.workloads}, 0)`,
      },
      where: ["group_kind = 'coalition'", isLatest],
      orderBy: ["`not reported` DESC", "Fact"],
    })),
  });

export const notReportedTrend = (placed: Placed) =>
  linePanel({
    ...placed,
    description: describe(words),
    unit: "percentunit",
    max: 1,
    seriesBy: "fact",
    sql: select("v_not_reported", (column) => ({
      columns: {
        time: `toDateTime(${column.date})`,
        fact: column.fact,
        share: `${column.not_reported} / nullIf(${column.workloads}, 0)`,
      },
      where: ["group_kind = 'coalition'", inRange],
      orderBy: ["time", column.fact],
    })),
  });
