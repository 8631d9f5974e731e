import { days } from "../units.ts";
import { colours } from "../colours.ts";
import { inRange, isLatest, ofCode, ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, type Group } from "../words.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";
import { statPanel } from "./stat-panel.ts";

/** By the day, fewer than this part are estimated to have arrived: methodology, DEPLOY_SPEED. */
export const notReached = { Half: "not reached", "a quarter": "not reached", "three quarters": "not reached" };

/** The first headline today: the median, and the quarters around it. */
export const speedStat = (group: Group, words: Pick<PanelWords, "id" | "span">) =>
  statPanel({
    ...words,
    title: "Days to trustworthy deployment",
    description: describeIndicator("DEPLOY_SPEED", { group }),
    unit: days,
    decimals: 0,
    units: { of: "none" },
    absences: notReached,
    sql: select("v_figure", (column) => ({
      columns: { Half: column.value, "a quarter": column.lower, "three quarters": column.upper, of: column.n },
      where: [ofGroup[group], ofCode("DEPLOY_SPEED"), isLatest],
    })),
  });

export const speedTrend = (group: Group, words: Pick<PanelWords, "id" | "span">) =>
  linePanel({
    ...words,
    title: "Days to trustworthy deployment, at month ends",
    description: describeIndicator("DEPLOY_SPEED", {
      group,
      more: "The three lines: by when a quarter, half and three quarters arrived.",
    }),
    unit: days,
    colours: { "a quarter": colours.sky, Half: colours.blue, "three quarters": colours.purple },
    sql: select("v_figure", (column) => ({
      columns: {
        time: `toDateTime(${column.date})`,
        "a quarter": column.lower,
        Half: column.value,
        "three quarters": column.upper,
      },
      where: [ofGroup[group], ofCode("DEPLOY_SPEED"), inRange],
      orderBy: ["time"],
    })),
  });
