import { colours } from "../colours.ts";
import { inRange, newestOf, ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, type Group } from "../words.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";
import { statPanel } from "./stat-panel.ts";

type Placed = Pick<PanelWords, "id" | "span"> & { height?: number };

/** Beside every other figure: how many agencies it rests on. */
export const coverageStat = (group: Group, words: Placed) =>
  statPanel({
    ...words,
    title: "Agencies that report",
    description: describeIndicator("COVERAGE", { group }),
    unit: "none",
    decimals: 0,
    units: { Coverage: "percentunit" },
    sql: select("v_coverage", (column) => ({
      columns: { Coverage: column.share, reporting: column.reporting, registered: column.registered },
      where: [ofGroup[group], newestOf("v_coverage")],
    })),
  });

export const coverageTrend = (group: Group, words: Placed) =>
  linePanel({
    ...words,
    title: "Agencies that report, over time",
    description: describeIndicator("COVERAGE", { group }),
    unit: "none",
    colours: { registered: colours.grey, reporting: colours.green },
    sql: select("v_coverage", (column) => ({
      columns: {
        time: `toDateTime(${column.date})`,
        registered: column.registered,
        reporting: column.reporting,
      },
      where: [ofGroup[group], inRange],
      orderBy: ["time"],
    })),
  });
