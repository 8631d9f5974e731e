import { colours } from "../colours.ts";
import { inRange, ofCode, ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, indicatorWords, type IndicatorCode } from "../words.ts";
import { band } from "./share-trend.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";

/** A member's (or agency's) share with its band, and the whole coalition's value as a line to compare with. */
export const againstCoalition = (
  code: IndicatorCode,
  group: "member" | "agency",
  words: Pick<PanelWords, "id" | "span">,
) =>
  linePanel({
    ...words,
    title: indicatorWords[code].short,
    description: describeIndicator(code, {
      group,
      more: "The grey line is the coalition's value; the band is what was not reported.",
    }),
    unit: "percentunit",
    max: 1,
    colours: { ...band.colours, Coalition: colours.grey },
    overrides: {
      ...band.overrides,
      Coalition: [{ id: "custom.lineStyle", value: { fill: "dash", dash: [6, 6] } }],
    },
    sql: [
      select("v_series", (column) => ({
        columns: { time: `toDateTime(${column.date})`, Share: column.value, certain: column.lower },
        where: [ofGroup[group], ofCode(code), inRange],
        orderBy: ["time"],
      })),
      select("v_series", (column) => ({
        columns: { time: `toDateTime(${column.date})`, Coalition: column.value },
        where: [ofGroup.coalition, ofCode(code), inRange],
        orderBy: ["time"],
      })),
    ],
  });
