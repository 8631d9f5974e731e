import { colours } from "../colours.ts";
import { inRange, ofCode, ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator, indicatorWords, type IndicatorCode, type Group } from "../words.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";

/** A share over time with its band: from what is certain to what is certain or not reported. */
export function shareTrend(
  code: IndicatorCode,
  group: Group,
  { title = indicatorWords[code].short, ...words }: Pick<PanelWords, "id" | "span"> & { title?: string },
) {
  return linePanel({
    ...words,
    title,
    description: describeIndicator(code, {
      group,
      more: "The band is what was not reported: the wider, the less is known.",
    }),
    unit: "percentunit",
    max: 1,
    sql: select("v_series", (column) => ({
      columns: { time: `toDateTime(${column.date})`, Share: column.value, certain: column.lower },
      where: [ofGroup[group], ofCode(code), inRange],
      orderBy: ["time"],
    })),
    ...band,
  });
}

/** `Share` filled down to `certain`. */
export const band = {
  colours: { Share: colours.blue, certain: colours.sky },
  overrides: {
    Share: [
      { id: "custom.fillBelowTo", value: "certain" },
      { id: "custom.fillOpacity", value: 25 },
    ],
    certain: [{ id: "custom.lineWidth", value: 1 }],
  },
};
